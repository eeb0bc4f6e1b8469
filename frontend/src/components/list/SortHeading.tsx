import { Icon } from '../icons/Icon';
import type { Column } from './types';
import { WidthHandle } from './WidthHandle';
import classes from './list.module.css';

interface SortHeadingProps<Row> {
  column: Column<Row>;
  sort: string;
  onSort: (key: string) => void;
  onWidth: (width: number) => void;
}

/** Heading of a column: shows an arrow on hover when it can be sorted, permanently when it is; its edge sets the width. */
export function SortHeading<Row>({ column, sort, onSort, onWidth }: SortHeadingProps<Row>) {
  const align = column.align === 'end' ? classes['endAligned'] : undefined;
  const handle = <WidthHandle onWidth={onWidth} />;
  if (!column.sort)
    return (
      <th scope="col" className={align}>
        {column.title}
        {handle}
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
      {handle}
    </th>
  );
}
