import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Skeleton, useIsSlow } from '../messages/Skeleton';
import { LongText } from './LongText';
import { RowButton } from './RowButton';
import { RowCheck } from './RowCheck';
import { SortHeading } from './SortHeading';
import type { Column } from './types';
import type { ListState } from './useList';
import classes from './list.module.css';

const BUTTON_WIDTH = 46;
const CHECK_WIDTH = 40;
const LEAST_WIDTH = 150;

const minWidth = <Row,>(columns: readonly Column<Row>[]) =>
  columns.reduce((sum, { width, least }) => sum + (width ?? least ?? LEAST_WIDTH), BUTTON_WIDTH);

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
  const { list, columns, rows, params, setSort, query, selection } = state;
  const navigate = useNavigate();
  const { t } = useTranslation();
  const isSlow = useIsSlow(query.isPending);
  const shown = columns.shown;
  const hasButton = list.cardPath !== undefined || list.actions !== undefined;
  const open = (row: Row) => {
    if (list.onOpen) list.onOpen(row);
    else if (list.cardPath) void navigate(list.cardPath(row));
  };

  return (
    <table
      className={`${classes['table']} ${list.isLog ? classes['log'] : ''}`}
      style={{ minWidth: minWidth(shown) + (list.bulk ? CHECK_WIDTH : 0) }}
      aria-label={list.label}
      aria-busy={query.isFetching}
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
        {isSlow && (
          <SkeletonRows
            columns={shown}
            count={params.rows}
            before={(hasButton ? 1 : 0) + (list.bulk ? 1 : 0)}
          />
        )}
        {rows.map((row) => (
          <tr
            key={list.rowId(row)}
            tabIndex={0}
            className={list.cardPath || list.onOpen ? classes['link'] : undefined}
            aria-selected={list.bulk ? selection.has(row) : undefined}
            aria-current={list.openId === list.rowId(row) ? 'true' : undefined}
            onClick={list.onOpen && (() => open(row))}
            onDoubleClick={list.onOpen ? undefined : () => open(row)}
            onKeyDown={(event) => {
              if (event.target !== event.currentTarget) return;
              if (event.key === 'Enter') open(row);
              if (event.key === ' ' && list.bulk) {
                event.preventDefault();
                selection.toggle(row);
              }
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moveFocus(event);
            }}
          >
            {list.bulk && (
              <td>
                <RowCheck
                  label={t('list.choose', { name: list.rowName(row) })}
                  state={selection.has(row) ? 'all' : 'none'}
                  onChange={() => selection.toggle(row)}
                />
              </td>
            )}
            {hasButton && (
              <td className={classes['button']}>
                <RowButton list={list} row={row} />
              </td>
            )}
            {shown.map((column) => (
              <td key={column.id} className={column.align === 'end' ? classes['endAligned'] : undefined}>
                <Cell column={column} row={row} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A cell with a whole text of its own is cut to one line. */
function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const full = column.full?.(row);
  if (!full) return column.cell(row);
  return (
    <LongText title={column.title} text={full}>
      {column.cell(row)}
    </LongText>
  );
}

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
