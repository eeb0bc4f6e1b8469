import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';
import type { Incident } from '@/api/types';
import type { Option } from '@/components/fields/SelectInput';
import type { OptionSource } from '@/components/fields/TypeAhead';
import type { ListSource } from '@/components/list/types';

type ListQuery = Record<string, unknown>;

export const incidentKeys = {
  all: ['incidents'] as const,
  list: (query: ListQuery) => [...incidentKeys.all, 'list', query] as const,
  detail: (id: string) => [...incidentKeys.all, 'detail', id] as const,
};

/** The server searches from this many characters on; before that its first page is offered. */
const SEARCH_FROM = 3;
/** Earlier ones of the same place that the pane shows. */
const EARLIER = 6;
/** More open ones of one station are told as «and others». */
const MOST_OPEN = 3;

export const incidentsQuery = (query: ListQuery): ListSource<Incident> => ({
  queryKey: incidentKeys.list(query),
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/incidents', { params: { query }, signal })),
});

export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: incidentKeys.detail(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/incidents/{incident_id}', { params: { path: { incident_id: id } }, signal })),
  });

/** What was wrong at the same place before and since, the newest first. */
export function samePlaceQuery({ station_id: station, kind, connector_number: number }: Incident) {
  const query = { station_id: station, kind, connector_number: number ?? 0, limit: EARLIER };
  return queryOptions({ ...incidentsQuery(query), select: ({ items }) => items });
}

/** What is wrong with a station now, the newest first, and how many there are. */
export const openIncidentsQuery = (stationId: string) =>
  queryOptions(incidentsQuery({ station_id: stationId, is_open: true, limit: MOST_OPEN }));

export const stationSource: OptionSource = {
  key: ['stations', 'list'],
  search: async (text, signal) => {
    const searched = text.trim().length >= SEARCH_FROM ? { q: text.trim() } : {};
    const query = { limit: 20, sort: 'number', ...searched };
    const { items } = await unwrap(api.GET('/api/v1/stations', { params: { query }, signal }));
    return items.map(({ id, number, name }) => ({ value: id, label: number, hint: name }));
  },
};

export async function readStationOption(id: string, signal: AbortSignal): Promise<Option> {
  const path = { station_id: id };
  const { number, name } = await unwrap(
    api.GET('/api/v1/stations/{station_id}', { params: { path }, signal }),
  );
  return { value: id, label: number, hint: name };
}
