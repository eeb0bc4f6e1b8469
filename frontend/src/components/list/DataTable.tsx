import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Skeleton, useIsSlow } from '../messages/Skeleton';
import { RowButton } from './RowButton';
import { SortHeading } from './SortHeading';
import type { Column } from './types';
import type { ListState } from './useList';
import classes from './list.module.css';

const BUTTON_WIDTH = 46;
const FREE_WIDTH = 150;

const minWidth = <Row,>(columns: readonly Column<Row>[]) =>
  BUTTON_WIDTH + columns.reduce((sum, column) => sum + (column.width ?? FREE_WIDTH), 0);

/** Moves the focus one row up or down; the rows themselves are the links. */
function moveFocus(event: KeyboardEvent<HTMLTableRowElement>): void {
  const row = event.currentTarget;
  const next = event.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling;
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}

/** The rows as a plain table: fixed columns, sticky headings, a row opens by double click and by Enter. */
export function DataTable<Row>({ state }: { state: ListState<Row> }) {
  const { list, columns, rows, params, setSort, query } = state;
  const navigate = useNavigate();
  const { t } = useTranslation();
  const isSlow = useIsSlow(query.isPending);
  const shown = columns.shown;
  const open = (row: Row) => list.cardPath && void navigate(list.cardPath(row));

  return (
    <table
      className={classes['table']}
      style={{ minWidth: minWidth(shown) }}
      aria-label={list.label}
      aria-busy={query.isFetching}
    >
      <colgroup>
        <col style={{ width: BUTTON_WIDTH }} />
        {shown.map((column) => (
          <col key={column.id} style={column.width ? { width: column.width } : undefined} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{t('list.actions')}</span>
          </th>
          {shown.map((column) => (
            <SortHeading key={column.id} column={column} sort={params.sort} onSort={setSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {isSlow && <SkeletonRows columns={shown} count={params.rows} />}
        {rows.map((row) => (
          <tr
            key={list.rowId(row)}
            tabIndex={0}
            className={list.cardPath ? classes['link'] : undefined}
            onDoubleClick={() => open(row)}
            onKeyDown={(event) => {
              if (event.target !== event.currentTarget) return;
              if (event.key === 'Enter') open(row);
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moveFocus(event);
            }}
          >
            <td>
              <RowButton list={list} row={row} />
            </td>
            {shown.map((column) => (
              <td key={column.id} className={column.align === 'end' ? classes['endAligned'] : undefined}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const SHARES = [0.62, 0.5, 0.7, 0.56];

function SkeletonRows<Row>({ columns, count }: { columns: readonly Column<Row>[]; count: number }) {
  return Array.from({ length: Math.min(count, 15) }, (_, index) => (
    <tr key={index} aria-hidden="true">
      <td />
      {columns.map((column, place) => (
        <td key={column.id}>
          <Skeleton width={`${(SHARES[(index + place) % SHARES.length] ?? 0.6) * 100}%`} />
        </td>
      ))}
    </tr>
  ));
}
