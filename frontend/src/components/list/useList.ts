import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useMe } from '@/lib/me';
import { toQuery, useListParams, type Filters } from '@/lib/useListParams';
import { useStableOrder } from '@/lib/useStableOrder';
import { dayStart, nextDay } from '@/lib/zonedDay';
import type { FilterField, ListDeclaration } from './types';
import { useColumns } from './useColumns';
import { useSelection } from './useSelection';

const FALLBACK_ROWS = 15;
const NOTHING: readonly never[] = [];

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

/** Behaviour of a list: state from the address, rows from the server, columns from this browser. */
export function useList<Row>(list: ListDeclaration<Row>) {
  const { scope } = list;
  const fields = list.filters.filter((field) => !scope?.without.includes(field.name));
  const rowsPerPage = useMe()?.settings.rows_per_page ?? FALLBACK_ROWS;
  const [params, actions] = useListParams(namesOf(fields).join(' '), {
    sort: list.defaultSort,
    rows: rowsPerPage,
  });
  const [pressed, setPressed] = useState(0);
  const [isRefreshing, setRefreshing] = useState(false);
  const body = useRef<HTMLDivElement>(null);

  const asked = { ...params, filters: { ...toCriteria(params.filters, fields), ...scope?.filters } };
  const query = useQuery({ ...list.query(toQuery(asked)), placeholderData: keepPreviousData });
  const key = JSON.stringify([asked, pressed]);
  const { rows, waiting } = useStableOrder(query.data?.items ?? NOTHING, list.rowId, key, body);

  /** The press asks for everything: fresh values and, once they are here, their own order. */
  const refresh = async () => {
    setRefreshing(true);
    await query.refetch();
    setRefreshing(false);
    setPressed((count) => count + 1);
  };
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
    query,
    rows,
    selection: useSelection(list.rowId, rows),
    waiting,
    showWaiting: () => setPressed((count) => count + 1),
    refresh: () => void refresh(),
    isRefreshing,
    body,
    isFiltered: Object.keys(params.filters).length > 0,
  };
}

export type ListState<Row> = ReturnType<typeof useList<Row>>;
