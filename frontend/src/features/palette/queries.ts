import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';

/** The server searches from this many characters on. */
export const SEARCH_FROM = 3;
const MOST = 4;

const found = <Row>(kind: string, text: string, ask: (signal: AbortSignal) => Promise<{ items: Row[] }>) =>
  queryOptions({
    queryKey: ['palette', kind, text],
    queryFn: async ({ signal }) => (await ask(signal)).items,
    placeholderData: keepPreviousData,
    enabled: text.length >= SEARCH_FROM,
    staleTime: 30_000,
  });

export const stationsFound = (q: string) =>
  found('stations', q, (signal) =>
    unwrap(api.GET('/api/v1/stations', { params: { query: { q, limit: MOST } }, signal })),
  );

export const sessionsFound = (q: string) =>
  found('sessions', q, (signal) =>
    unwrap(api.GET('/api/v1/sessions', { params: { query: { q, limit: MOST } }, signal })),
  );

export const usersFound = (q: string) =>
  found('users', q, (signal) =>
    unwrap(api.GET('/api/v1/users', { params: { query: { q, limit: MOST } }, signal })),
  );
