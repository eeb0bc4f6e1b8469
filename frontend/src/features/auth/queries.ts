import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';
import { post } from '@/api/tabs';
import type { Me, Settings } from '@/api/types';

export const meKeys = { all: ['me'] as const };

export const meQuery = () =>
  queryOptions({
    queryKey: meKeys.all,
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/me', { signal })),
    staleTime: Infinity,
  });

export interface Credentials {
  login: string;
  password: string;
  /** Of the second factor, once the server has asked for it. */
  code?: string;
}

export const useSignIn = () => {
  const queryClient = useQueryClient();
  return useMutation({
    // The refusal stands in the form, not in a toast.
    meta: { isQuiet: true },
    mutationFn: (body: Credentials) => unwrap(api.POST('/api/v1/auth/sign-in', { body })),
    onSuccess: (me) => queryClient.setQueryData(meKeys.all, me),
  });
};

export const useSignOut = () =>
  useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/auth/sign-out')),
    onSettled: () => post('signed-out'),
  });

/** Changes settings of the user at once; what the server answers replaces the guess. */
export const useChangeSettings = () => {
  const queryClient = useQueryClient();
  const write = (change: Partial<Settings>) =>
    queryClient.setQueryData<Me>(
      meKeys.all,
      (me) => me && { ...me, settings: { ...me.settings, ...change } },
    );
  return useMutation({
    mutationFn: (body: Partial<Settings>) => unwrap(api.PATCH('/api/v1/me/settings', { body })),
    onMutate: (change) => write(change),
    onError: () => queryClient.invalidateQueries({ queryKey: meKeys.all }),
  });
};
