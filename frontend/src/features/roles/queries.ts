import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { paths } from '@/api/generated/schema';
import { unwrap } from '@/api/problem';
import type { RightEntry, Role, Sent } from '@/api/types';
import type { ListSource } from '@/components/list/types';
import { keysOf } from '@/lib/queryKeys';

type RoleCreate = Sent<paths['/api/v1/roles']['post']>;
type RoleUpdate = Sent<paths['/api/v1/roles/{role_id}']['patch']>;
type ListQuery = Record<string, unknown>;
type Headers = Record<string, string>;

/** The server searches from this many characters on. */
export const SEARCH_FROM = 3;
const PAGE = 100;

export const roleKeys = keysOf('roles');

export const rolesQuery = (query: ListQuery): ListSource<Role> => ({
  queryKey: roleKeys.list(query),
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/roles', { params: { query }, signal })),
});

export const readRole = (id: string): Promise<Role> =>
  unwrap(api.GET('/api/v1/roles/{role_id}', { params: { path: { role_id: id } } }));

async function allRights(signal: AbortSignal): Promise<RightEntry[]> {
  const read = (offset: number) =>
    unwrap(api.GET('/api/v1/rights', { params: { query: { limit: PAGE, offset, sort: 'code' } }, signal }));
  const first = await read(0);
  const offsets = Array.from({ length: Math.ceil(first.total / PAGE) - 1 }, (_, index) => (index + 1) * PAGE);
  const others = await Promise.all(offsets.map(read));
  return [first, ...others].flatMap(({ items }) => items);
}

/** The whole catalogue of rights: the editor searches and pages in it without losing a tick. */
export const rightsQuery = () =>
  queryOptions({ queryKey: ['rights'], staleTime: 60_000, queryFn: ({ signal }) => allRights(signal) });

export function useRoleDeeds() {
  const queryClient = useQueryClient();
  const then = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
    const result = await answer;
    await queryClient.invalidateQueries({ queryKey: roleKeys.all });
    return result;
  };
  const of = (role: Role) => ({ role_id: role.id });
  return {
    create: (body: RoleCreate, headers: Headers) =>
      then(unwrap(api.POST('/api/v1/roles', { body, headers }))),
    update: (role: Role, body: RoleUpdate, headers: Headers) =>
      then(
        unwrap(
          api.PATCH('/api/v1/roles/{role_id}', {
            params: { path: of(role), header: { 'If-Match': headers['If-Match'] ?? null } },
            body,
          }),
        ),
      ),
    remove: (role: Role) =>
      then(unwrap(api.DELETE('/api/v1/roles/{role_id}', { params: { path: of(role) } }))),
  };
}
