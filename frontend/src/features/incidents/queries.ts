import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';
import type { Incident } from '@/api/types';
import type { ListSource } from '@/components/list/types';
import { keysOf } from '@/lib/queryKeys';

type ListQuery = Record<string, unknown>;

export const incidentKeys = keysOf('incidents');

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
