import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';
import type { Station } from '@/api/types';
import type { ListSource } from '@/components/list/types';

type ListQuery = Record<string, unknown>;

export const stationKeys = {
  all: ['stations'] as const,
  list: (query: ListQuery) => [...stationKeys.all, 'list', query] as const,
  summary: () => [...stationKeys.all, 'summary'] as const,
  detail: (id: string) => [...stationKeys.all, 'detail', id] as const,
};

export const stationsQuery = (query: ListQuery): ListSource<Station> => ({
  queryKey: stationKeys.list(query),
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/stations', { params: { query }, signal })),
});

export const stationsSummaryQuery = () =>
  queryOptions({
    queryKey: stationKeys.summary(),
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/stations/summary', { signal })),
  });

export const stationQuery = (id: string) =>
  queryOptions({
    queryKey: stationKeys.detail(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/stations/{station_id}', { params: { path: { station_id: id } }, signal })),
  });
