import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';

export interface View {
  id: string;
  revision: number;
  name: string;
  /** Query string of the list. */
  search: string;
  /** Ids of the shown columns; null leaves them as they are. */
  columns: string[] | null;
  position: number;
}

const keyOf = (page: string) => ['me', 'views', page] as const;

/** The user's own saved filters of one list; they are kept on the server and follow the user. */
export const viewsQuery = (page: string) =>
  queryOptions({
    queryKey: keyOf(page),
    queryFn: ({ signal }): Promise<View[]> =>
      unwrap(api.GET('/api/v1/me/views', { params: { query: { page } }, signal })),
  });

export function useSaveView(page: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (view: { name: string; search: string; columns: string[] }) =>
      unwrap(api.POST('/api/v1/me/views', { body: { page, position: 0, ...view } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf(page) }),
  });
}

export function useDeleteView(page: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(api.DELETE('/api/v1/me/views/{view_id}', { params: { path: { view_id: id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf(page) }),
  });
}
