import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { paths } from '@/api/generated/schema';
import { unwrap } from '@/api/problem';
import type { ApiClient, Sent } from '@/api/types';
import type { Option } from '@/components/fields/SelectInput';
import type { OptionSource } from '@/components/fields/TypeAhead';
import type { ListSource } from '@/components/list/types';
import { keysOf } from '@/lib/queryKeys';

export type ApiClientCreate = Sent<paths['/api/v1/api-clients']['post']>;
export type ApiClientUpdate = Sent<paths['/api/v1/api-clients/{api_client_id}']['patch']>;
type ListQuery = Record<string, unknown>;
type Headers = Record<string, string>;

/** The server searches from this many characters on. */
export const SEARCH_FROM = 3;

export const apiClientKeys = keysOf('apiClients');

export const apiClientsQuery = (query: ListQuery): ListSource<ApiClient> => ({
  queryKey: apiClientKeys.list(query),
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/api-clients', { params: { query }, signal })),
});

const of = ({ id }: Pick<ApiClient, 'id'>) => ({ api_client_id: id });

export const readApiClient = (client: ApiClient): Promise<ApiClient> =>
  unwrap(api.GET('/api/v1/api-clients/{api_client_id}', { params: { path: of(client) } }));

export const organizationSource: OptionSource = {
  key: ['organizations'],
  search: async (text, signal) => {
    const searched = text.trim().length >= SEARCH_FROM ? { q: text.trim() } : {};
    const query = { limit: 20, ...searched };
    const { items } = await unwrap(api.GET('/api/v1/organizations', { params: { query }, signal }));
    return items.map(({ id, name, number }) => ({ value: id, label: name, hint: number }));
  },
};

export async function readOrganizationOption(id: string, signal: AbortSignal): Promise<Option> {
  const path = { organization_id: id };
  const { name, number } = await unwrap(
    api.GET('/api/v1/organizations/{organization_id}', { params: { path }, signal }),
  );
  return { value: id, label: name, hint: number };
}

export function useApiClientDeeds() {
  const queryClient = useQueryClient();
  const then = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
    const result = await answer;
    await queryClient.invalidateQueries({ queryKey: apiClientKeys.all });
    return result;
  };
  return {
    create: (body: ApiClientCreate, headers: Headers) =>
      then(unwrap(api.POST('/api/v1/api-clients', { body, headers }))),
    update: (client: ApiClient, body: ApiClientUpdate, headers: Headers = {}) =>
      then(
        unwrap(
          api.PATCH('/api/v1/api-clients/{api_client_id}', {
            params: { path: of(client), header: { 'If-Match': headers['If-Match'] ?? null } },
            body,
          }),
        ),
      ),
    rotate: (client: ApiClient) =>
      then(unwrap(api.POST('/api/v1/api-clients/{api_client_id}/rotate', { params: { path: of(client) } }))),
    remove: (client: ApiClient) =>
      then(unwrap(api.DELETE('/api/v1/api-clients/{api_client_id}', { params: { path: of(client) } }))),
  };
}
