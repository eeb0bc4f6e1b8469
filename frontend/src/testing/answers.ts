import { HttpResponse } from 'msw';

export const problem = (status: number, code: string, params: Record<string, unknown> = {}) =>
  HttpResponse.json(
    { type: 'about:blank', title: code, status, detail: code, code, params },
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  );

type Sortable = string | number | boolean | null | undefined;

const compare = (left: Sortable, right: Sortable) =>
  typeof left === 'number' && typeof right === 'number'
    ? left - right
    : String(left ?? '').localeCompare(String(right ?? ''));

/** The server refuses more at once. */
const MOST = 100;

/** One page of rows, sorted and cut as the query string asks. */
export function page(rows: readonly object[], search: URLSearchParams) {
  const limit = Number(search.get('limit') ?? 15);
  if (limit > MOST) return problem(422, 'validation_failed');
  const offset = Number(search.get('offset') ?? 0);
  const sort = search.get('sort');
  const key = sort?.replace(/^-/, '');
  const read = (row: object) => (row as Record<string, Sortable>)[key ?? ''];
  const sorted = key
    ? [...rows].sort((a, b) => compare(read(a), read(b)) * (sort?.startsWith('-') ? -1 : 1))
    : rows;
  return HttpResponse.json({
    items: sorted.slice(offset, offset + limit),
    total: rows.length,
    total_is_exact: true,
    next_cursor: null,
  });
}

export const found = (row: object | undefined) => (row ? HttpResponse.json(row) : problem(404, 'not_found'));

export const contains = (text: string | null, ...values: (string | null | undefined)[]) =>
  !text || values.some((value) => value?.toLowerCase().includes(text.toLowerCase()));
