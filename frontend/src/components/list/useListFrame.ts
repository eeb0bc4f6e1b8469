import { useState } from 'react';
import type { Page } from '@/api/types';
import { useMe } from '@/lib/me';
import { useListParams, type Filters } from '@/lib/useListParams';
import { dayStart, nextDay } from '@/lib/zonedDay';
import type { FilterField, ListDeclaration } from './types';
import { useColumns } from './useColumns';
import type { Selection } from './useSelection';

const FALLBACK_ROWS = 15;

const namesOf = (fields: readonly FilterField[]): string[] =>
  fields.flatMap((field) => (field.kind === 'dates' ? [field.name, field.nameTo] : [field.name]));

/** Days become moments; everything else is sent as it stands in the address. */
function toCriteria(filters: Filters, fields: readonly FilterField[]): Filters {
  const criteria: Record<string, readonly string[]> = { ...filters };
  for (const field of fields) {
    if (field.kind !== 'dates') continue;
    const { name, nameTo, timeZone } = field;
    criteria[name] = (filters[name] ?? []).map((day) => dayStart(day, timeZone));
    criteria[nameTo] = (filters[nameTo] ?? []).map((day) => dayStart(nextDay(day), timeZone));
  }
  return criteria;
}

/** All of a list but its rows: state from the address, columns from this browser. */
export function useListFrame<Row>(list: ListDeclaration<Row>) {
  const { scope } = list;
  const fields = list.filters.filter((field) => !scope?.without.includes(field.name));
  const rowsPerPage = useMe()?.settings.rows_per_page ?? FALLBACK_ROWS;
  const [params, actions] = useListParams(namesOf(fields).join(' '), {
    sort: list.defaultSort,
    rows: rowsPerPage,
  });
  const [pressed, setPressed] = useState(0);
  const asked = { ...params, filters: { ...toCriteria(params.filters, fields), ...scope?.filters } };
  const inline = fields.find((field) => field.kind === 'text' && (field.inline ?? fields.length === 1));
  return {
    list,
    /** Criteria of the filter window, and the one that stands in the line instead. */
    fields: fields.filter((field) => field !== inline),
    inline: inline?.kind === 'text' ? inline : undefined,
    params,
    /** What the server is asked. */
    asked,
    ...actions,
    columns: useColumns(list.id, list.columns, scope, Boolean(list.openId)),
    isFiltered: Object.keys(params.filters).length > 0,
    /** Another key when the user has asked for other rows, or for those of this moment. */
    key: JSON.stringify([asked, pressed]),
    press: () => setPressed((count) => count + 1),
  };
}

/** The press asks for everything: fresh values and, once they are here, their own order. */
export function useRefresh(refetch: () => Promise<unknown>, press: () => void) {
  const [isRefreshing, setRefreshing] = useState(false);
  const refresh = async () => {
    setRefreshing(true);
    await refetch();
    setRefreshing(false);
    press();
  };
  return { isRefreshing, refresh: () => void refresh() };
}

/** What the parts of a list need to know of the request for its rows. */
export interface ListRequest<Row> {
  data: Page<Row> | undefined;
  error: unknown;
  isError: boolean;
  isPending: boolean;
  isFetching: boolean;
}

/** Of many rows only those in view are drawn; pixels stand for the others. */
export interface RowSpan {
  before: number;
  after: number;
  /** Place of the first drawn row, from 0, and how many rows there are. */
  first: number;
  total: number;
}

export type ListState<Row> = ReturnType<typeof useListFrame<Row>> & {
  query: ListRequest<Row>;
  rows: readonly Row[];
  span?: RowSpan;
  selection: Selection<Row>;
  /** New rows that are not shown yet. */
  waiting: number;
  showWaiting: () => void;
  refresh: () => void;
  isRefreshing: boolean;
};
