import { useTranslation } from 'react-i18next';
import { IconButton } from '../buttons/IconButton';
import { SelectInput } from '../fields/SelectInput';
import type { ListState } from './useList';
import classes from './list.module.css';

const SIZES = [15, 25, 50, 100];

/** What a footer needs to know of its list. */
export interface PagedList {
  params: Pick<ListState<unknown>['params'], 'page' | 'rows'>;
  query: { data?: { total: number; total_is_exact: boolean } | undefined };
  setPage: (page: number) => void;
  setRows: (rows: number) => void;
}

/** «1-15 из 473», without a thousands separator. */
export function useRange({ params, query }: Pick<PagedList, 'params' | 'query'>) {
  const { t } = useTranslation();
  const total = query.data?.total ?? 0;
  const from = total === 0 ? 0 : params.page * params.rows + 1;
  const to = Math.min((params.page + 1) * params.rows, total);
  const isExact = query.data?.total_is_exact ?? true;
  return {
    // Empty until the first answer: «0-0 из 0» would be a lie.
    text: query.data ? t(isExact ? 'list.range' : 'list.rangeOver', { from, to, total }) : '',
    lastPage: Math.max(0, Math.ceil(total / params.rows) - 1),
  };
}

export function Footer({ state }: { state: PagedList }) {
  const { t } = useTranslation();
  const { params, setPage, setRows } = state;
  const { text, lastPage } = useRange(state);
  const isFirst = params.page === 0;
  const isLast = params.page >= lastPage;
  const sizes = SIZES.includes(params.rows) ? SIZES : [params.rows, ...SIZES];
  return (
    <footer className={classes['footer']}>
      <span className={classes['size']}>
        {t('list.rowsPerPage')}
        <SelectInput
          small
          label={t('list.rowsPerPage')}
          value={String(params.rows)}
          options={sizes.map((size) => ({ value: String(size), label: String(size) }))}
          onChange={(size) => setRows(Number(size))}
        />
      </span>
      <span className={classes['range']}>{text}</span>
      <IconButton icon="first" label={t('list.first')} disabled={isFirst} onClick={() => setPage(0)} />
      <IconButton
        icon="left"
        label={t('list.previous')}
        disabled={isFirst}
        onClick={() => setPage(params.page - 1)}
      />
      <IconButton
        icon="right"
        label={t('list.next')}
        disabled={isLast}
        onClick={() => setPage(params.page + 1)}
      />
      <IconButton icon="last" label={t('list.last')} disabled={isLast} onClick={() => setPage(lastPage)} />
    </footer>
  );
}
