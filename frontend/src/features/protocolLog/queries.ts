import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';
import type { Frame } from '@/api/types';
import type { ListSource } from '@/components/list/types';
import { keysOf } from '@/lib/queryKeys';

type ListQuery = Record<string, unknown>;

export const frameKeys = {
  ...keysOf('protocolLog'),
  pair: (frame: Frame) => [...frameKeys.all, 'pair', frame.station_id, frame.message_id, frame.at] as const,
};

const MINUTES_5_MS = 300_000;

export const framesQuery = (query: ListQuery): ListSource<Frame> => ({
  queryKey: frameKeys.list(query),
  queryFn: ({ signal }) =>
    unwrap(api.GET('/api/v1/protocol-log', { params: { query: query as { station_id: string } }, signal })),
});

/** What belongs together: the call and its answer carry the same message id within a short time. */
export const pairQuery = (frame: Frame) =>
  queryOptions({
    queryKey: frameKeys.pair(frame),
    enabled: frame.message_id !== null,
    queryFn: async ({ signal }) => {
      const at = Date.parse(frame.at);
      const query = {
        station_id: frame.station_id,
        message_id: frame.message_id,
        from: new Date(at - MINUTES_5_MS).toISOString(),
        to: new Date(at + MINUTES_5_MS).toISOString(),
        sort: 'at',
        limit: 10,
      };
      const { items } = await unwrap(api.GET('/api/v1/protocol-log', { params: { query }, signal }));
      return items;
    },
  });
