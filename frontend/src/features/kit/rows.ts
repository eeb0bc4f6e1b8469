import type { Page } from '@/api/types';

export interface KitRow {
  id: string;
  number: string;
  status: string;
  powerW: number;
  seenAt: string;
  address: string;
  note: string;
}

const MANY = 10_000;
const STATUSES = ['ok', 'ok', 'ok', 'warning', 'out_of_order', 'offline'];
const STREETS = [
  'Тверская ул.',
  'Лиговский пр.',
  'ул. Пушкина',
  'Nevsky Avenue',
  'пр. Ленина',
  'М-11 «Нева»',
];
const START = Date.UTC(2026, 10, 26, 9);

const at = <Item>(items: readonly Item[], index: number): Item => items[index % items.length] as Item;

const makeRow = (index: number): KitRow => ({
  id: String(index),
  number: `EVSE${index + 1}`,
  status: at(STATUSES, index * 7),
  powerW: 22_000 + (index % 13) * 10_000,
  seenAt: new Date(START - index * 61_000).toISOString(),
  address: `${at(STREETS, index)}, ${(index % 140) + 1}`,
  note: `Показание ${index}: ${'сообщение станции целиком, '.repeat(4)}конец`,
});

let rows: KitRow[] | undefined;

const text = (value: unknown): string => (typeof value === 'string' ? value.toLowerCase() : '');

function compare(left: KitRow, right: KitRow, key: keyof KitRow): number {
  const [a, b] = [left[key], right[key]];
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b), 'ru', { numeric: true });
}

/** Ten thousand rows of this browser, filtered, sorted and cut as a server would. */
export function askRows(query: Record<string, unknown>): Page<KitRow> {
  rows ??= Array.from({ length: MANY }, (_, index) => makeRow(index));
  const { q, status, sort = '', limit = 15, offset = 0 } = query;
  const found = rows.filter(
    (row) =>
      `${row.number} ${row.address}`.toLowerCase().includes(text(q)) && (!status || row.status === status),
  );
  const key = String(sort).replace('-', '') as keyof KitRow;
  const sign = String(sort).startsWith('-') ? -1 : 1;
  const sorted = found.toSorted((left, right) => compare(left, right, key) * sign);
  const from = Number(offset);
  return { items: sorted.slice(from, from + Number(limit)), total: found.length, total_is_exact: true };
}
