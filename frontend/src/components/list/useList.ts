import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useMe } from '@/lib/me';
import { toQuery, useListParams } from '@/lib/useListParams';
import { useStableOrder } from '@/lib/useStableOrder';
import type { FilterField, ListDeclaration } from './types';
import { useColumns } from './useColumns';

const FALLBACK_ROWS = 15;
const NOTHING: readonly never[] = [];

const namesOf = (fields: readonly FilterField[]): string[] =>
  fields.flatMap((field) => (field.kind === 'dates' ? [field.name, field.nameTo] : [field.name]));

/** Behaviour of a list: state from the address, rows from the server, columns from this browser. */
export function useList<Row>(list: ListDeclaration<Row>) {
  const { scope } = list;
  const fields = list.filters.filter((field) => !scope?.without.includes(field.name));
  const rowsPerPage = useMe()?.settings.rows_per_page ?? FALLBACK_ROWS;
  const joined = namesOf(fields).join(' ');
  const names = useMemo(() => joined.split(' '), [joined]);
  const [params, actions] = useListParams(names, { sort: list.defaultSort, rows: rowsPerPage });
  const [pressed, setPressed] = useState(0);
  const [isRefreshing, setRefreshing] = useState(false);
  const body = useRef<HTMLDivElement>(null);

  const asked = { ...params, filters: { ...params.filters, ...scope?.filters } };
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
  return {
    list,
    fields,
    params,
    ...actions,
    columns: useColumns(list.id, list.columns, scope),
    query,
    rows,
    waiting,
    showWaiting: () => setPressed((count) => count + 1),
    refresh: () => void refresh(),
    isRefreshing,
    body,
    isFiltered: Object.keys(params.filters).length > 0,
  };
}

export type ListState<Row> = ReturnType<typeof useList<Row>>;
