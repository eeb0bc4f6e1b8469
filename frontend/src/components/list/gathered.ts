import type { Page } from '@/api/types';

/** Rows that have been read so far, the newest first, and where to go on. */
export interface Gathered<Row> {
  /** Of what was asked. */
  key: string;
  /** The newest page that went in. */
  head: Page<Row> | undefined;
  rows: readonly Row[];
  /** Cursor of what comes after; null at the end. */
  next: string | null;
}

export const nothing = <Row>(): Gathered<Row> => ({ key: '', head: undefined, rows: [], next: null });

/** Rows of `some` that are not among `known`. */
export function newTo<Row>(known: readonly Row[], some: readonly Row[], id: (row: Row) => string): Row[] {
  const ids = new Set(known.map(id));
  return some.filter((row) => !ids.has(id(row)));
}

const from = <Row>(key: string, head: Page<Row>): Gathered<Row> => ({
  key,
  head,
  rows: head.items,
  next: head.next_cursor ?? null,
});

/** With the newest page on top. When it does not reach down to what is known, rows are missing between: it begins anew. */
export function withHead<Row>(
  gathered: Gathered<Row>,
  head: Page<Row>,
  key: string,
  id: (row: Row) => string,
): Gathered<Row> {
  if (gathered.key !== key || gathered.rows.length === 0) return from(key, head);
  const older = newTo(head.items, gathered.rows, id);
  const hasGap = older.length === gathered.rows.length && head.items.length > 0;
  return hasGap ? from(key, head) : { ...gathered, head, rows: [...head.items, ...older] };
}

export const withOlder = <Row>(
  gathered: Gathered<Row>,
  page: Page<Row>,
  id: (row: Row) => string,
): Gathered<Row> => ({
  ...gathered,
  rows: [...gathered.rows, ...newTo(gathered.rows, page.items, id)],
  next: page.next_cursor ?? null,
});
