import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';

const sessionsKey = ['me', 'sessions'] as const;

/** The user's own open sign-ins, the last used first. */
export const ownSessionsQuery = () =>
  queryOptions({
    queryKey: sessionsKey,
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/me/sessions', { signal })),
  });

export function useEndSession() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(api.DELETE('/api/v1/me/sessions/{session_id}', { params: { path: { session_id: id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: sessionsKey }),
  });
}

export const endAllSessions = () => unwrap(api.POST('/api/v1/me/sign-out-everywhere'));

export const changePassword = (body: { current: string; new: string }) =>
  unwrap(api.POST('/api/v1/me/password', { body }));

/** A secret for the app of the second factor; it counts once a code of it has been confirmed. */
export const totpSetupQuery = () =>
  queryOptions({
    queryKey: ['me', 'totp'],
    queryFn: () => unwrap(api.POST('/api/v1/me/totp')),
    // Every asking makes another secret: once for each opening.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

export const useConfirmTotp = () =>
  useMutation({
    meta: { isQuiet: true },
    mutationFn: (code: string) => unwrap(api.POST('/api/v1/me/totp/confirm', { body: { code } })),
  });

export const removeTotp = (body: { password: string; code: string }) =>
  unwrap(api.DELETE('/api/v1/me/totp', { body }));
