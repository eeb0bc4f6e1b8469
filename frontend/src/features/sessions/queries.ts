import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { paths } from '@/api/generated/schema';
import { unwrap } from '@/api/problem';
import type { Frame, Session } from '@/api/types';
import type { ListSource } from '@/components/list/types';
import { keysOf } from '@/lib/queryKeys';

import type { Range } from './charts';

type ListQuery = Record<string, unknown>;

export const sessionKeys = {
  ...keysOf('sessions'),
  open: (stationId: string, connector: number) => [...sessionKeys.all, 'open', stationId, connector] as const,
  history: (id: string, range: Range | null) => [...sessionKeys.detail(id), 'history', range] as const,
  events: (id: string) => [...sessionKeys.detail(id), 'events'] as const,
  vehicle: (id: string) => [...sessionKeys.detail(id), 'vehicle'] as const,
  dump: (id: string) => [...sessionKeys.detail(id), 'dump'] as const,
};

/** Points of a chart: about one per two pixels of a wide screen. */
const POINTS = 300;
/** The server searches from this many characters on. */
export const SEARCH_FROM = 3;

export const sessionsQuery = (query: ListQuery): ListSource<Session> => ({
  queryKey: sessionKeys.list(query),
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/sessions', { params: { query }, signal })),
});

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: sessionKeys.detail(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/sessions/{session_id}', { params: { path: { session_id: id } }, signal })),
  });

/** The session that is open on a connector now, or null. */
export const openSessionQuery = (stationId: string, connector: number) =>
  queryOptions({
    queryKey: sessionKeys.open(stationId, connector),
    queryFn: async ({ signal }): Promise<Session | null> => {
      const query = { station_id: [stationId], connector_number: connector, is_open: true, limit: 1 };
      // A test station's session is as live as any other on its own card.
      const all = { ...query, show_not_activated: true };
      const { items } = await unwrap(api.GET('/api/v1/sessions', { params: { query: all }, signal }));
      return items[0] ?? null;
    },
  });

/** The open session of a connector, else the last one; null when there has been none. */
export const lastSessionQuery = (stationId: string, connector: number) =>
  queryOptions({
    queryKey: [...sessionKeys.all, 'open', stationId, connector, 'last'],
    queryFn: async ({ signal }): Promise<Session | null> => {
      const query = {
        station_id: [stationId],
        connector_number: connector,
        sort: '-started_at',
        limit: 1,
        show_junk: true,
        show_not_activated: true,
      };
      const { items } = await unwrap(api.GET('/api/v1/sessions', { params: { query }, signal }));
      return items[0] ?? null;
    },
  });

/** Values over time: thinned for the whole session, exact enough for the part that is shown. */
export const historyQuery = (id: string, range: Range | null = null) =>
  queryOptions({
    queryKey: sessionKeys.history(id, range),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/sessions/{session_id}/history', {
          params: {
            path: { session_id: id },
            query: { points: POINTS, ...(range ? momentsOf(range) : {}) },
          },
          signal,
        }),
      ),
  });

const momentsOf = ({ from, to }: Range) => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});

/** The chain of events of a session. */
export const eventsQuery = (id: string) =>
  queryOptions({
    queryKey: sessionKeys.events(id),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/sessions/{session_id}/events', { params: { path: { session_id: id } }, signal }),
      ),
  });

/** What the vehicle told about itself. */
export const vehicleQuery = (id: string) =>
  queryOptions({
    queryKey: sessionKeys.vehicle(id),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/sessions/{session_id}/vehicle', { params: { path: { session_id: id } }, signal }),
      ),
  });

const DUMP_MS = 5000;

/** The dump as text. Of a running session it is read only while somebody has asked for it (SES-165). */
export const dumpQuery = (id: string, isRunning: boolean, isWanted: boolean) =>
  queryOptions({
    queryKey: sessionKeys.dump(id),
    enabled: isWanted || !isRunning,
    refetchInterval: isRunning && isWanted ? DUMP_MS : false,
    queryFn: ({ signal }) => readDump(id, signal),
  });

export const readDump = (id: string, signal?: AbortSignal): Promise<string> =>
  unwrap(
    api.GET('/api/v1/sessions/{session_id}/dump', {
      params: { path: { session_id: id } },
      parseAs: 'text',
      ...(signal ? { signal } : {}),
    }),
  );

/** Every final calculation of a charge, the one that counts first. */
export const revisionsQuery = (sessionId: string, chargeId: string) =>
  queryOptions({
    queryKey: ['charges', sessionId, 'revisions', chargeId],
    queryFn: async ({ signal }) => {
      const path = { charge_id: chargeId };
      const { items } = await unwrap(
        api.GET('/api/v1/charges/{charge_id}/revisions', { params: { path }, signal }),
      );
      return items;
    },
  });

const FRAMES = 100;

/** Frames of the station while the session ran, the oldest first, page after page. */
export async function* framesDuring(session: Session) {
  const until = session.ended_at ? Date.parse(session.ended_at) + 1000 : Date.now();
  const query = {
    station_id: session.station_id,
    from: session.started_at,
    to: new Date(until).toISOString(),
    sort: 'at',
    limit: FRAMES,
  };
  let cursor: string | null = null;
  do {
    const page: FramePage = await unwrap(
      api.GET('/api/v1/protocol-log', { params: { query: cursor ? { ...query, cursor } : query } }),
    );
    yield page.items;
    cursor = page.next_cursor ?? null;
  } while (cursor);
}

interface FramePage {
  items: Frame[];
  next_cursor?: string | null;
}

/** The charge of a session, or null while it has not been priced. */
export const chargeQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['charges', sessionId],
    queryFn: async ({ signal }) => {
      const query = { session_id: sessionId };
      const { items } = await unwrap(api.GET('/api/v1/charges', { params: { query }, signal }));
      return items[0] ?? null;
    },
  });

type JsonOf<Operation> = Operation extends { requestBody: { content: { 'application/json': infer Body } } }
  ? Body
  : never;
/** What may be corrected by hand. */
export type Correction = JsonOf<paths['/api/v1/sessions/{session_id}']['patch']>;

export const sessionQueryFn = (id: string): Promise<Session> =>
  unwrap(api.GET('/api/v1/sessions/{session_id}', { params: { path: { session_id: id } } }));

/** Everything about one session: its own data, its price, its payments. */
export function useRefreshSession(id: string): () => Promise<unknown> {
  const queryClient = useQueryClient();
  const keys = [sessionKeys.detail(id), ['charges', id], ['payments']];
  return () => Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}

export function useCorrectSession() {
  const queryClient = useQueryClient();
  return async (id: string, body: Correction, headers: Record<string, string>) => {
    const header = { 'If-Match': headers['If-Match'] ?? '' };
    const params = { path: { session_id: id }, header };
    const session = await unwrap(api.PATCH('/api/v1/sessions/{session_id}', { params, body } as never));
    await Promise.all(
      [sessionKeys.all, ['charges', id]].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
    );
    return session;
  };
}
