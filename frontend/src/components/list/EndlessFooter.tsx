import { useTranslation } from 'react-i18next';
import { Button } from '../buttons/Button';
import type { EndlessState } from './useEndlessList';
import classes from './list.module.css';

/** How many rows have been read, and whether there are more. */
export function EndlessFooter<Row>({ state }: { state: EndlessState<Row> }) {
  const { t } = useTranslation();
  const { beyond, query, span } = state;
  const shown = span?.total ?? 0;
  return (
    <footer className={classes['footer']}>
      {beyond.state === 'failed' && (
        <>
          <span role="alert">{t('list.moreFailed')}</span>
          <Button small onClick={beyond.retry}>
            {t('list.retry')}
          </Button>
        </>
      )}
      {beyond.state === 'loading' && <span>{t('list.moreLoading')}</span>}
      <span className={classes['range']}>
        {query.data && t(`list.shown.${textOf(state)}`, { shown, total: query.data.total })}
      </span>
    </footer>
  );
}

function textOf<Row>({ beyond, query }: EndlessState<Row>): 'all' | 'of' | 'some' {
  if (beyond.state === 'none') return 'all';
  return query.data?.total_is_exact ? 'of' : 'some';
}
