import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';
import type { UnknownStation } from '@/api/types';
import type { ListSource } from '@/components/list/types';
import { keysOf } from '@/lib/queryKeys';

type ListQuery = Record<string, unknown>;

export const unknownKeys = keysOf('unknownStations');

export const unknownStationsQuery = (query: ListQuery): ListSource<UnknownStation> => ({
  queryKey: unknownKeys.list(query),
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/unknown-stations', { params: { query }, signal })),
});

/** Takes an identity off the list for as long as it goes on knocking. */
export function useDismissUnknown() {
  const queryClient = useQueryClient();
  return async (identity: string) => {
    await unwrap(api.DELETE('/api/v1/unknown-stations/{identity}', { params: { path: { identity } } }));
    await queryClient.invalidateQueries({ queryKey: unknownKeys.all });
  };
}
