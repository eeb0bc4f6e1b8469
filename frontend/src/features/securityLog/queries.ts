import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';
import type { LogEntry } from '@/api/types';
import type { Option } from '@/components/fields/SelectInput';
import type { OptionSource } from '@/components/fields/TypeAhead';
import type { ListSource } from '@/components/list/types';

type ListQuery = Record<string, unknown>;

/** The server searches from this many characters on. */
export const SEARCH_FROM = 3;

const keys = {
  list: (query: ListQuery) => ['securityLog', 'list', query] as const,
  detail: (id: string) => ['securityLog', 'detail', id] as const,
};

export const logQuery = (query: ListQuery): ListSource<LogEntry> => ({
  queryKey: keys.list(query),
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/security-log', { params: { query }, signal })),
});

/** An entry never changes. */
export const entryQuery = (id: string) =>
  queryOptions({
    queryKey: keys.detail(id),
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/security-log/{entry_id}', { params: { path: { entry_id: id } }, signal })),
  });

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
