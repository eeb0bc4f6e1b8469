import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';
import type { DeviceVariable, Journal, Station, StatusChange } from '@/api/types';
import type { OptionSource } from '@/components/fields/TypeAhead';
import type { ListSource } from '@/components/list/types';
import { keysOf } from '@/lib/queryKeys';

import type { StationCreate, StationUpdate } from './stationForm';

type ListQuery = Record<string, unknown>;

export const stationKeys = {
  ...keysOf('stations'),
  summary: () => [...stationKeys.all, 'summary'] as const,
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

/** Among what a hint about a station makes fresh: a connector has no noun of its own. */
export const connectorHistoryQuery = (connectorId: string, query: ListQuery): ListSource<StatusChange> => ({
  queryKey: [...stationKeys.all, 'history', connectorId, query],
  queryFn: ({ signal }) => {
    const path = { connector_id: connectorId };
    return unwrap(api.GET('/api/v1/connectors/{connector_id}/history', { params: { path, query }, signal }));
  },
});

/** Among what a hint about a command makes fresh: what a station tells of its settings is mostly an answer. */
export const variablesQuery = (stationId: string, query: ListQuery): ListSource<DeviceVariable> => ({
  queryKey: ['commands', 'variables', stationId, query],
  queryFn: ({ signal }) => {
    const path = { station_id: stationId };
    return unwrap(api.GET('/api/v1/stations/{station_id}/variables', { params: { path, query }, signal }));
  },
});

/** They come by a command too, and there are few of them: the pages are cut here. */
export const journalsQuery = (id: string, { limit, offset }: ListQuery): ListSource<Journal> => ({
  queryKey: ['commands', 'journals', id, limit, offset],
  queryFn: async ({ signal }) => {
    const path = { station_id: id };
    const { journals } = await unwrap(
      api.GET('/api/v1/stations/{station_id}/journals', { params: { path }, signal }),
    );
    const first = Number(offset);
    const items = journals.slice(first, first + Number(limit));
    return { items, total: journals.length, total_is_exact: true };
  },
});

/** What sensors told comes with the other reports of a station; a chart of three days need not be newer than a minute. */
export const readingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['reports', 'readings', id],
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/stations/{station_id}/readings', { params: { path: { station_id: id } }, signal }),
      ),
  });

export const readStation = (id: string): Promise<Station> =>
  unwrap(api.GET('/api/v1/stations/{station_id}', { params: { path: { station_id: id } } }));

/** The most that the server gives at once. */
const MANY = 100;

/** Regions to choose from. */
export const regionsQuery = () =>
  queryOptions({
    queryKey: ['regions', 'options'],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const query = { limit: MANY, sort: 'name' };
      const { items } = await unwrap(api.GET('/api/v1/regions', { params: { query }, signal }));
      return items.map(({ id, name }) => ({ id, name }));
    },
  });

/** The server searches from this many characters on; before that its first page is offered. */
const SEARCH_FROM = 3;

export const organizationSource: OptionSource = {
  key: ['organizations'],
  search: async (text, signal) => {
    const searched = text.trim().length >= SEARCH_FROM ? { q: text.trim() } : {};
    const query = { limit: 20, ...searched };
    const { items } = await unwrap(api.GET('/api/v1/organizations', { params: { query }, signal }));
    return items.map(({ id, name, number }) => ({ value: id, label: name, hint: number }));
  },
};

/** With the password that was made for it, which is shown once. */
export type CreatedStation = Station & { secret?: string | null };

export function useCreateStation() {
  const queryClient = useQueryClient();
  return async (body: StationCreate, headers: Record<string, string>): Promise<CreatedStation> => {
    const station = await unwrap(api.POST('/api/v1/stations', { body, headers }));
    await queryClient.invalidateQueries({ queryKey: stationKeys.all });
    await queryClient.invalidateQueries({ queryKey: ['unknownStations'] });
    return station;
  };
}

export function useUpdateStation() {
  const queryClient = useQueryClient();
  return async (station: Station, body: StationUpdate, headers: Record<string, string>): Promise<Station> => {
    if (Object.keys(body).length === 0) return station;
    const path = { station_id: station.id };
    const changed = await unwrap(
      api.PATCH('/api/v1/stations/{station_id}', {
        params: { path, header: { 'If-Match': headers['If-Match'] ?? '' } },
        body,
      }),
    );
    await queryClient.invalidateQueries({ queryKey: stationKeys.all });
    return changed;
  };
}

/** A new password; the old one opens for some hours yet. */
export function useRenewSecret() {
  const queryClient = useQueryClient();
  return async ({ id }: Station, overlapHours: number, headers: Record<string, string>) => {
    const renewed = await unwrap(
      api.POST('/api/v1/stations/{station_id}/secret', {
        params: { path: { station_id: id } },
        body: { overlap_hours: overlapHours },
        headers,
      }),
    );
    await queryClient.invalidateQueries({ queryKey: stationKeys.all });
    return renewed;
  };
}

export function useDeleteStation() {
  const queryClient = useQueryClient();
  return async ({ id }: Station) => {
    await unwrap(api.DELETE('/api/v1/stations/{station_id}', { params: { path: { station_id: id } } }));
    await queryClient.invalidateQueries({ queryKey: [...stationKeys.all, 'list'] });
    await queryClient.invalidateQueries({ queryKey: stationKeys.summary() });
  };
}
