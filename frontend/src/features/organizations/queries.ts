import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { paths } from '@/api/generated/schema';
import { unwrap } from '@/api/problem';
import type { Organization, Sent } from '@/api/types';
import type { OptionSource } from '@/components/fields/TypeAhead';
import type { ListSource } from '@/components/list/types';
import { keysOf } from '@/lib/queryKeys';

export type OrganizationCreate = Sent<paths['/api/v1/organizations']['post']>;
export type OrganizationUpdate = Sent<paths['/api/v1/organizations/{organization_id}']['patch']>;
type ListQuery = Record<string, unknown>;
type Headers = Record<string, string>;

/** The server searches from this many characters on. */
export const SEARCH_FROM = 3;

export const organizationKeys = keysOf('organizations');

const of = (id: string) => ({ organization_id: id });

export const organizationsQuery = (query: ListQuery): ListSource<Organization> => ({
  queryKey: organizationKeys.list(query),
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/organizations', { params: { query }, signal })),
});

export const readOrganization = (id: string): Promise<Organization> =>
  unwrap(api.GET('/api/v1/organizations/{organization_id}', { params: { path: of(id) } }));

export const organizationQuery = (id: string) =>
  queryOptions({
    queryKey: organizationKeys.detail(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/organizations/{organization_id}', { params: { path: of(id) }, signal })),
  });

export const organizationSource: OptionSource = {
  key: organizationKeys.all,
  search: async (text, signal) => {
    const searched = text.trim().length >= SEARCH_FROM ? { q: text.trim() } : {};
    const query = { limit: 20, ...searched };
    const { items } = await unwrap(api.GET('/api/v1/organizations', { params: { query }, signal }));
    return items.map(({ id, name, number }) => ({ value: id, label: name, hint: number }));
  },
};

export function useOrganizationDeeds() {
  const queryClient = useQueryClient();
  const then = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
    const result = await answer;
    await queryClient.invalidateQueries({ queryKey: organizationKeys.all });
    return result;
  };
  return {
    create: (body: OrganizationCreate, headers: Headers) =>
      then(unwrap(api.POST('/api/v1/organizations', { body, headers }))),
    update: ({ id }: Organization, body: OrganizationUpdate, headers: Headers) =>
      then(
        unwrap(
          api.PATCH('/api/v1/organizations/{organization_id}', {
            params: { path: of(id), header: { 'If-Match': headers['If-Match'] ?? null } },
            body,
          }),
        ),
      ),
    remove: ({ id }: Organization) =>
      then(unwrap(api.DELETE('/api/v1/organizations/{organization_id}', { params: { path: of(id) } }))),
  };
}
