import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** Values of the criteria by name; a criterion without a value is absent. */
export type Filters = Readonly<Record<string, readonly string[]>>;

export interface ListParams {
  /** From 0. */
  page: number;
  rows: number;
  /** Server sort key, descending with a leading minus. */
  sort: string;
  filters: Filters;
}

const LIMITS = { fewest: 10, most: 100 };

function wholeNumber(text: string | null, fallback: number): number {
  const value = Number(text ?? Number.NaN);
  return Number.isInteger(value) && value > 0 ? value : fallback;
}

function readFilters(search: URLSearchParams, names: readonly string[]): Filters {
  const present = names.filter((name) => search.has(name));
  return Object.fromEntries(present.map((name) => [name, search.getAll(name).filter(Boolean)]));
}

/**
 * State of a list, kept in the address: a reload and a link show the same rows, the back button the ones before.
 * A change of filter, sort or page size starts again at the first page. `names`: the criteria, divided by spaces.
 */
export function useListParams(names: string, defaults: { sort: string; rows: number }) {
  const [search, setSearch] = useSearchParams();
  const { sort, rows } = defaults;

  const params = useMemo<ListParams>(
    () => ({
      page: wholeNumber(search.get('page'), 1) - 1,
      rows: Math.min(LIMITS.most, Math.max(LIMITS.fewest, wholeNumber(search.get('rows'), rows))),
      sort: search.get('sort') ?? sort,
      filters: readFilters(search, names.split(' ')),
    }),
    [search, names, sort, rows],
  );

  const change = useCallback(
    (edit: (next: URLSearchParams) => void, replace = false) =>
      setSearch(
        (current) => {
          const next = new URLSearchParams(current);
          next.delete('page');
          edit(next);
          return next;
        },
        { replace },
      ),
    [setSearch],
  );

  const actions = useMemo(
    () => ({
      setPage: (page: number) => change((next) => page > 0 && next.set('page', String(page + 1))),
      setRows: (count: number) => change((next) => next.set('rows', String(count))),
      setSort: (key: string) => change((next) => next.set('sort', key)),
      /** `isTyping`: another character of a search is no step that the back button should stop at. */
      setFilters: (filters: Filters, isTyping = false) =>
        change((next) => {
          names.split(' ').forEach((name) => next.delete(name));
          for (const [name, values] of Object.entries(filters))
            values.forEach((value) => next.append(name, value));
        }, isTyping),
    }),
    [change, names],
  );
  return [params, actions] as const;
}

/** What the server wants to know: criteria of one value are sent plain, several as a list. */
export function toQuery({ page, rows, sort, filters }: ListParams): Record<string, unknown> {
  const chosen = Object.entries(filters).filter(([, values]) => values.length > 0);
  const criteria = chosen.map(([name, values]) => [name, values.length === 1 ? values[0] : values]);
  return { limit: rows, offset: page * rows, sort, ...(Object.fromEntries(criteria) as Filters) };
}

/** Criteria and sort as a query string, without the page: what an export is asked for. */
export function toCriteriaQuery({ sort, filters }: Pick<ListParams, 'sort' | 'filters'>): URLSearchParams {
  const search = new URLSearchParams({ sort });
  for (const [name, values] of Object.entries(filters)) values.forEach((value) => search.append(name, value));
  return search;
}
