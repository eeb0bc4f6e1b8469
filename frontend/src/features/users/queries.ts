import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { paths } from '@/api/generated/schema';
import { unwrap } from '@/api/problem';
import type { Credential, Sent, User } from '@/api/types';
import type { OptionSource } from '@/components/fields/TypeAhead';
import type { ListSource } from '@/components/list/types';
import { keysOf } from '@/lib/queryKeys';

export type UserCreate = Sent<paths['/api/v1/users']['post']>;
export type UserUpdate = Sent<paths['/api/v1/users/{user_id}']['patch']>;

type ListQuery = Record<string, unknown>;
type Headers = Record<string, string>;

/** The server searches from this many characters on; before that its first page is offered. */
export const SEARCH_FROM = 3;
/** Login and 15 cards (USR-112). */
const CREDENTIALS = 100;

export const userKeys = {
  ...keysOf('users'),
  credentials: (id: string) => ['credentials', id] as const,
};

const of = (user: Pick<User, 'id'>) => ({ user_id: user.id });
const searched = (text: string) => (text.trim().length >= SEARCH_FROM ? { q: text.trim() } : {});

export const usersQuery = (query: ListQuery): ListSource<User> => ({
  queryKey: userKeys.list(query),
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/users', { params: { query }, signal })),
});

export const readUser = (id: string): Promise<User> =>
  unwrap(api.GET('/api/v1/users/{user_id}', { params: { path: { user_id: id } } }));

export const userQuery = (id: string) =>
  queryOptions({
    queryKey: userKeys.detail(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/users/{user_id}', { params: { path: { user_id: id } }, signal })),
  });

/** Login and cards, the login first. */
export const credentialsQuery = (userId: string) =>
  queryOptions({
    queryKey: userKeys.credentials(userId),
    queryFn: async ({ signal }): Promise<Credential[]> => {
      const query = { user_id: userId, limit: CREDENTIALS };
      const { items } = await unwrap(api.GET('/api/v1/credentials', { params: { query }, signal }));
      return items.toSorted((left, right) => Number(left.kind === 'rfid') - Number(right.kind === 'rfid'));
    },
  });

/** Roles to give. */
export const rolesQuery = () =>
  queryOptions({
    queryKey: ['roles', 'options'],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const query = { limit: 100, sort: 'name' };
      const { items } = await unwrap(api.GET('/api/v1/roles', { params: { query }, signal }));
      return items.map(({ id, name }) => ({ value: id, label: name }));
    },
  });

export const organizationSource: OptionSource = {
  key: ['organizations'],
  search: async (text, signal) => {
    const query = { limit: 20, ...searched(text) };
    const { items } = await unwrap(api.GET('/api/v1/organizations', { params: { query }, signal }));
    return items.map(({ id, name, number }) => ({ value: id, label: name, hint: number }));
  },
};

export const stationSource: OptionSource = {
  key: ['stations', 'list'],
  search: async (text, signal) => {
    const query = { limit: 20, sort: 'number', ...searched(text) };
    const { items } = await unwrap(api.GET('/api/v1/stations', { params: { query }, signal }));
    return items.map(({ id, number, name }) => ({ value: id, label: number, hint: name }));
  },
};

/** What changes people; each deed makes stale what it has changed. */
export function useUserDeeds() {
  const queryClient = useQueryClient();
  const renew = async (id?: string) => {
    if (id) void queryClient.invalidateQueries({ queryKey: userKeys.credentials(id) });
    await queryClient.invalidateQueries({ queryKey: userKeys.all });
  };
  const then = async <Answer>(answer: Promise<Answer>, id?: string): Promise<Answer> => {
    const result = await answer;
    await renew(id);
    return result;
  };
  const match = (headers: Headers) => ({ 'If-Match': headers['If-Match'] ?? null });
  return {
    create: (body: UserCreate, headers: Headers) =>
      then(unwrap(api.POST('/api/v1/users', { body, headers }))),
    update: (user: User, body: UserUpdate, headers: Headers) =>
      then(
        unwrap(
          api.PATCH('/api/v1/users/{user_id}', {
            params: { path: of(user), header: match(headers) },
            body,
          }),
        ),
      ),
    remove: async (user: User) => {
      await unwrap(api.DELETE('/api/v1/users/{user_id}', { params: { path: of(user) } }));
      // Its card is about to close: there is nothing to read again.
      queryClient.removeQueries({ queryKey: userKeys.detail(user.id) });
      await renew();
    },
    block: (user: User) =>
      then(unwrap(api.POST('/api/v1/users/{user_id}/block', { params: { path: of(user) } })), user.id),
    unblock: (user: User) =>
      then(unwrap(api.POST('/api/v1/users/{user_id}/unblock', { params: { path: of(user) } })), user.id),
    signOut: (user: User) =>
      then(unwrap(api.POST('/api/v1/users/{user_id}/sign-out', { params: { path: of(user) } }))),
    resetPassword: (user: User, password: string) =>
      then(
        unwrap(
          api.POST('/api/v1/users/{user_id}/reset-password', {
            params: { path: of(user) },
            body: { password },
          }),
        ),
      ),
    setLimit: (user: User, limitWh: number | null) =>
      then(
        unwrap(
          api.PUT('/api/v1/users/{user_id}/energy-limit', {
            params: { path: of(user), header: { 'If-Match': `W/"${user.revision}"` } },
            body: { energy_limit_wh: limitWh },
          }),
        ),
      ),
    allowStations: (user: User, stationIds: string[]) =>
      then(
        unwrap(
          api.PUT('/api/v1/users/{user_id}/allowed-stations', {
            params: { path: of(user), header: { 'If-Match': `W/"${user.revision}"` } },
            body: { station_ids: stationIds },
          }),
        ),
      ),
    bind: (user: User, number: string) =>
      then(
        unwrap(api.POST('/api/v1/credentials', { body: { user_id: user.id, kind: 'rfid', number } })),
        user.id,
      ),
    unbind: (credential: Credential) =>
      then(
        unwrap(
          api.DELETE('/api/v1/credentials/{credential_id}', {
            params: { path: { credential_id: credential.id } },
          }),
        ),
        credential.user_id,
      ),
  };
}
