import { useTranslation } from 'react-i18next';
import { Skeleton, useIsSlow } from '../messages/Skeleton';
import { RowCheck } from './RowCheck';
import { SortHeading } from './SortHeading';
import { TableRow } from './TableRow';
import type { Column } from './types';
import type { ListState } from './useList';
import classes from './list.module.css';

const BUTTON_WIDTH = 46;
const CHECK_WIDTH = 40;
const LEAST_WIDTH = 150;

const minWidth = <Row,>(columns: readonly Column<Row>[]) =>
  columns.reduce((sum, { width, least }) => sum + (width ?? least ?? LEAST_WIDTH), BUTTON_WIDTH);

/** The rows as a plain table: fixed columns, sticky headings, a row opens by double click and by Enter. */
export function DataTable<Row>({ state }: { state: ListState<Row> }) {
  const { list, columns, rows, params, setSort, query, selection, span } = state;
  const { t } = useTranslation();
  const isSlow = useIsSlow(query.isPending);
  const shown = columns.shown;
  const hasButton = list.cardPath !== undefined || list.actions !== undefined;
  const width = shown.length + (hasButton ? 1 : 0) + (list.bulk ? 1 : 0);

  return (
    <table
      className={`${classes['table']} ${list.isLog ? classes['log'] : ''}`}
      style={{ minWidth: minWidth(shown) + (list.bulk ? CHECK_WIDTH : 0) }}
      aria-label={list.label}
      aria-busy={query.isFetching}
      aria-rowcount={span && span.total + 1}
    >
      <colgroup>
        {list.bulk && <col style={{ width: CHECK_WIDTH }} />}
        {hasButton && <col style={{ width: BUTTON_WIDTH }} />}
        {shown.map((column) => (
          <col key={column.id} style={column.width ? { width: column.width } : undefined} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {list.bulk && (
            <th scope="col">
              <RowCheck
                label={t('list.choosePage')}
                state={selection.pageState}
                onChange={selection.togglePage}
              />
            </th>
          )}
          {hasButton && (
            <th scope="col">
              <span className="visually-hidden">{t('list.actions')}</span>
            </th>
          )}
          {shown.map((column) => (
            <SortHeading
              key={column.id}
              column={column}
              sort={params.sort}
              onSort={setSort}
              onWidth={(width) => columns.resize(column.id, width)}
            />
          ))}
        </tr>
      </thead>
      <tbody>
        {isSlow && <SkeletonRows columns={shown} count={params.rows} before={width - shown.length} />}
        {span && <Spacer height={span.before} width={width} />}
        {rows.map((row, index) => (
          <TableRow
            key={list.rowId(row)}
            list={list}
            row={row}
            columns={shown}
            hasButton={hasButton}
            isOpen={list.openId === list.rowId(row)}
            isChosen={selection.has(row)}
            onChoose={list.bulk && selection.toggle}
            place={span && span.first + index}
          />
        ))}
        {span && <Spacer height={span.after} width={width} />}
      </tbody>
    </table>
  );
}

/** Stands for rows that are out of view. */
const Spacer = ({ height, width }: { height: number; width: number }) =>
  height > 0 && (
    <tr aria-hidden="true" className={classes['spacer']}>
      <td colSpan={width} style={{ height }} />
    </tr>
  );

const SHARES = [0.62, 0.5, 0.7, 0.56];

interface SkeletonRowsProps<Row> {
  columns: readonly Column<Row>[];
  count: number;
  /** Cells before the columns. */
  before: number;
}

function SkeletonRows<Row>({ columns, count, before }: SkeletonRowsProps<Row>) {
  return Array.from({ length: Math.min(count, 15) }, (_, index) => (
    <tr key={index} aria-hidden="true">
      {Array.from({ length: before }, (_, place) => (
        <td key={place} />
      ))}
      {columns.map((column, place) => (
        <td key={column.id}>
          <Skeleton width={`${(SHARES[(index + place) % SHARES.length] ?? 0.6) * 100}%`} />
        </td>
      ))}
    </tr>
  ));
}
