import { memo, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { LongText } from './LongText';
import { RowButton } from './RowButton';
import { RowCheck } from './RowCheck';
import type { Column, ListDeclaration } from './types';
import classes from './list.module.css';

interface TableRowProps<Row> {
  list: ListDeclaration<Row>;
  row: Row;
  columns: readonly Column<Row>[];
  hasButton: boolean;
  isOpen: boolean;
  isChosen: boolean;
  /** Absent in a list without check boxes. */
  onChoose: ((row: Row) => void) | undefined;
  /** Its place among all rows, where only some are drawn. */
  place: number | undefined;
}

/** Moves the focus one row up or down; the rows themselves are the links. */
function moveFocus(event: KeyboardEvent<HTMLTableRowElement>): void {
  const row = event.currentTarget;
  const next = event.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling;
  if (!(next instanceof HTMLElement) || next.hasAttribute('aria-hidden')) return;
  event.preventDefault();
  next.focus();
}

function OneRow<Row>({
  list,
  row,
  columns,
  hasButton,
  isOpen,
  isChosen,
  onChoose,
  place,
}: TableRowProps<Row>) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = () => {
    if (list.onOpen) list.onOpen(row);
    else if (list.cardPath) void navigate(list.cardPath(row));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter') open();
    if (event.key === ' ' && onChoose) {
      event.preventDefault();
      onChoose(row);
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moveFocus(event);
  };
  return (
    <tr
      tabIndex={0}
      className={list.cardPath || list.onOpen ? classes['link'] : undefined}
      aria-selected={onChoose ? isChosen : undefined}
      aria-current={isOpen ? 'true' : undefined}
      // The line of headings is the first.
      aria-rowindex={place === undefined ? undefined : place + 2}
      onClick={list.onOpen && open}
      onDoubleClick={list.onOpen ? undefined : open}
      onKeyDown={onKeyDown}
    >
      {onChoose && (
        <td>
          <RowCheck
            label={t('list.choose', { name: list.rowName(row) })}
            state={isChosen ? 'all' : 'none'}
            onChange={() => onChoose(row)}
          />
        </td>
      )}
      {hasButton && (
        <td className={classes['button']}>
          <RowButton list={list} row={row} />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.id} className={column.align === 'end' ? classes['endAligned'] : undefined}>
          <Cell column={column} row={row} />
        </td>
      ))}
    </tr>
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

const areSame = <Row,>(one: readonly Column<Row>[], other: readonly Column<Row>[]) =>
  one.length === other.length &&
  one.every(({ id, width, cell }, place) => {
    const column = other[place];
    return column?.id === id && column.width === width && column.cell === cell;
  });

/** While a long list is scrolled, rows that stay are not drawn again. */
export const TableRow = memo(
  OneRow,
  (
    { columns: before, ...others }: TableRowProps<unknown>,
    { columns: after, ...present }: TableRowProps<unknown>,
  ) =>
    areSame(before, after) &&
    Object.entries(present).every(([name, value]) => others[name as keyof typeof others] === value),
) as typeof OneRow;
