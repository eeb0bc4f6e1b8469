import { Icon } from '../icons/Icon';
import type { Column } from './types';
import classes from './list.module.css';

interface SortHeadingProps<Row> {
  column: Column<Row>;
  sort: string;
  onSort: (key: string) => void;
}

/** Heading of a column: shows an arrow on hover when it can be sorted, permanently when it is. */
export function SortHeading<Row>({ column, sort, onSort }: SortHeadingProps<Row>) {
  const align = column.align === 'end' ? classes['endAligned'] : undefined;
  if (!column.sort)
    return (
      <th scope="col" className={align}>
        {column.title}
      </th>
    );
  const isDescending = sort === `-${column.sort}`;
  const isSorted = isDescending || sort === column.sort;
  const next = sort === column.sort ? `-${column.sort}` : column.sort;
  return (
    <th
      scope="col"
      className={align}
      aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        className={`${classes['sort']} ${isSorted ? classes['sorted'] : ''}`}
        onClick={() => onSort(next)}
      >
        {column.title}
        <Icon name={isDescending ? 'sortDown' : 'sortUp'} size={12} />
      </button>
    </th>
  );
}
