import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { Icon } from '@/components/icons/Icon';
import { Logo } from '@/components/icons/Logo';
import { useMe } from '@/lib/me';
import { pageGroups, type PageEntry } from './pages';
import classes from './shell.module.css';

export function PageList({ onOpen }: { onOpen?: () => void }) {
  const { t } = useTranslation(['shell', 'common']);
  const me = useMe();
  const isOffered = ({ right }: PageEntry) => me?.rights.includes(right) ?? false;
  return (
    <nav className={classes['nav']} aria-label={t('pages')}>
      <p className={classes['brand']}>
        <Logo />
        {t('common:product')}
      </p>
      {pageGroups.map(({ pages }, index) => (
        <ul key={index}>
          {pages.filter(isOffered).map(({ name, path, icon }) => (
            <li key={path}>
              <NavLink to={path} onClick={onOpen}>
                <Icon name={icon} />
                {t(name)}
              </NavLink>
            </li>
          ))}
        </ul>
      ))}
      <p className={classes['version']}>{t('version', { version: me?.version ?? __APP_VERSION__ })}</p>
    </nav>
  );
}
