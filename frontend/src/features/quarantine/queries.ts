import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';
import type { Quarantined, QuarantinedDetail } from '@/api/types';
import type { ListSource } from '@/components/list/types';
import { keysOf } from '@/lib/queryKeys';

type ListQuery = Record<string, unknown>;

export const quarantineKeys = keysOf('quarantine');

const CANDIDATES = 10;
export const quarantineQuery = (query: ListQuery): ListSource<Quarantined> => ({
  queryKey: quarantineKeys.list(query),
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/quarantine', { params: { query }, signal })),
});

export const quarantinedQuery = (id: string) =>
  queryOptions({
    queryKey: quarantineKeys.detail(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/quarantine/{item_id}', { params: { path: { item_id: id } }, signal })),
  });

export type Counts = Record<Quarantined['state'], { total: number; total_is_exact: boolean }>;

const countOf = (state: Quarantined['state'], signal: AbortSignal) =>
  unwrap(api.GET('/api/v1/quarantine', { params: { query: { state, limit: 1 } }, signal }));

/** How many messages wait, and what became of the others. */
export const countsQuery = () =>
  queryOptions({
    queryKey: quarantineKeys.list({ counts: true }),
    queryFn: async ({ signal }): Promise<Counts> => {
      const [waiting, joined, dismissed] = await Promise.all([
        countOf('waiting', signal),
        countOf('joined', signal),
        countOf('dismissed', signal),
      ]);
      return { waiting, joined, dismissed };
    },
  });

/** Sessions of the station to which the message may belong, the nearest before it first. */
export const candidatesQuery = (item: Quarantined) =>
  queryOptions({
    queryKey: ['sessions', 'list', 'candidates', item.id],
    queryFn: async ({ signal }) => {
      const query = {
        station_id: [item.station_id],
        started_to: item.received_at,
        sort: '-started_at',
        limit: CANDIDATES,
        show_not_activated: true,
        show_junk: true,
      };
      const { items } = await unwrap(api.GET('/api/v1/sessions', { params: { query }, signal }));
      return items;
    },
  });

/** What may be done with a message put aside. */
export function useDecisions() {
  const queryClient = useQueryClient();
  const told = async (answer: Promise<QuarantinedDetail>) => {
    const item = await answer;
    await queryClient.invalidateQueries({ queryKey: quarantineKeys.all });
    return item;
  };
  const at = (id: string) => ({ params: { path: { item_id: id } } });
  return {
    join: (id: string, sessionId: string) =>
      told(
        unwrap(api.POST('/api/v1/quarantine/{item_id}/join', { ...at(id), body: { session_id: sessionId } })),
      ),
    replay: (id: string) => told(unwrap(api.POST('/api/v1/quarantine/{item_id}/replay', at(id)))),
    dismiss: (id: string, reason: string) =>
      told(unwrap(api.POST('/api/v1/quarantine/{item_id}/dismiss', { ...at(id), body: { reason } }))),
  };
}
