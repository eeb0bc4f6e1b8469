import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { Icon } from '@/components/icons/Icon';
import { Logo } from '@/components/icons/Logo';
import { useMe } from '@/lib/me';
import { offeredGroups, type PageGroup } from './pages';
import classes from './shell.module.css';

export function PageList({ onOpen }: { onOpen?: () => void }) {
  const { t } = useTranslation(['shell', 'common']);
  const me = useMe();
  return (
    <nav className={classes['nav']} aria-label={t('pages')}>
      <p className={classes['brand']}>
        <Logo />
        {t('common:product')}
      </p>
      {offeredGroups(me?.rights ?? []).map((group) => (
        <Group key={group.pages[0]?.name} group={group} onOpen={onOpen} />
      ))}
      <p className={classes['version']}>{t('version', { version: me?.version ?? __APP_VERSION__ })}</p>
    </nav>
  );
}

interface GroupProps {
  group: PageGroup;
  onOpen: (() => void) | undefined;
}

function Group({ group: { heading, pages }, onOpen }: GroupProps) {
  const { t } = useTranslation('shell');
  const id = useId();
  return (
    <>
      {heading && (
        <p id={id} className={classes['group']}>
          {t(`group.${heading}`)}
        </p>
      )}
      <ul aria-labelledby={heading && id}>
        {pages.map(({ name, path, icon }) => (
          <li key={path}>
            <NavLink to={path} onClick={onOpen}>
              <Icon name={icon} />
              <span>{t(`page.${name}`)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </>
  );
}
