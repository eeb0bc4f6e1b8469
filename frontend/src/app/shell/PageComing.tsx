import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { PageTitle } from '@/components/card/PageTitle';
import { Skeleton, useIsSlow } from '@/components/messages/Skeleton';
import { pageGroups } from './pages';
import classes from './shell.module.css';

const WIDTHS = ['34%', '72%', '58%', '66%', '41%', '63%', '52%', '70%'];

/** In place of a page whose program is still on its way: its name at once, a skeleton when it takes a while. */
export function PageComing() {
  const { t } = useTranslation('shell');
  const { pathname } = useLocation();
  const isSlow = useIsSlow(true);
  const entries = pageGroups.flatMap(({ pages }) => pages);
  const entry = entries.find(({ path }) => path === pathname);
  return (
    <>
      {entry && <PageTitle title={t(`page.${entry.name}`)} />}
      {isSlow ? (
        <div className={classes['coming']} role="status" aria-busy="true" aria-label={t('loading')}>
          {WIDTHS.map((width) => (
            <Skeleton key={width} width={width} />
          ))}
        </div>
      ) : (
        <div aria-busy="true" />
      )}
    </>
  );
}
