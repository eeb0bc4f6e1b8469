import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';
import type { paths } from '@/api/generated/schema';
import type { Station, Tariff, User, UserGroup } from '@/api/types';
import type { Option } from '@/components/fields/SelectInput';
import type { OptionSource } from '@/components/fields/TypeAhead';
import type { ListSource } from '@/components/list/types';

type ListQuery = Record<string, unknown>;
type JsonOf<Operation> = Operation extends { requestBody: { content: { 'application/json': infer Body } } }
  ? Body
  : never;
export type TariffBody = JsonOf<paths['/api/v1/tariffs']['post']>;
export type GroupKind = 'user' | 'station';
/** Both kinds of groups have one shape. */
export type Group = UserGroup;

export const tariffKeys = {
  all: ['tariffs'] as const,
  list: (text: string) => [...tariffKeys.all, 'list', text] as const,
  detail: (id: string) => [...tariffKeys.all, 'detail', id] as const,
  groups: (kind: GroupKind) => ['tariffGroups', kind] as const,
};

/** The most that the server gives at once. */
const MANY = 100;
const SEARCH_FROM = 3;
const searched = (text: string) => (text.trim().length >= SEARCH_FROM ? { q: text.trim() } : {});

/** All tariffs by name: they are few, and the page shows them beside the chosen one. */
export const tariffsQuery = (text: string) =>
  queryOptions({
    queryKey: tariffKeys.list(text),
    queryFn: async ({ signal }) => {
      const query = { limit: MANY, sort: 'name' };
      const { items } = await unwrap(api.GET('/api/v1/tariffs', { params: { query }, signal }));
      const part = text.trim().toLocaleLowerCase();
      return (items as Tariff[]).filter(({ name }) => name.toLocaleLowerCase().includes(part));
    },
  });

export const readTariff = async (id: string): Promise<Tariff> =>
  (await unwrap(api.GET('/api/v1/tariffs/{tariff_id}', { params: { path: { tariff_id: id } } }))) as Tariff;

type Headers = Record<string, string>;
const ifMatch = (headers: Headers) => ({ 'If-Match': headers['If-Match'] ?? '' });
const revisionMark = (revision: number) => ({ 'If-Match': `W/"${revision}"` });

export function useTariffDeeds() {
  const queryClient = useQueryClient();
  const told = async (answer: Promise<unknown>) => {
    const done = await answer;
    await queryClient.invalidateQueries({ queryKey: tariffKeys.all });
    return done as Tariff;
  };
  return {
    create: (body: TariffBody, headers: Headers) =>
      told(unwrap(api.POST('/api/v1/tariffs', { body, headers }))),
    update: (id: string, body: TariffBody, headers: Headers) =>
      told(
        unwrap(
          api.PATCH('/api/v1/tariffs/{tariff_id}', {
            params: { path: { tariff_id: id }, header: ifMatch(headers) },
            body,
          }),
        ),
      ),
    copy: (id: string) =>
      told(
        unwrap(
          api.POST('/api/v1/tariffs/{tariff_id}/copy', { params: { path: { tariff_id: id } }, body: {} }),
        ),
      ),
    remove: (tariff: Tariff) =>
      told(
        unwrap(
          api.DELETE('/api/v1/tariffs/{tariff_id}', {
            params: { path: { tariff_id: tariff.id }, header: revisionMark(tariff.revision) },
          } as never),
        ),
      ),
    calculate: (tariffId: string, sessionId: string) =>
      unwrap(api.POST('/api/v1/tariffs/calculate', { body: { tariff_id: tariffId, session_id: sessionId } })),
  };
}

export const groupsQuery =
  (kind: GroupKind) =>
  (query: ListQuery): ListSource<Group> => ({
    queryKey: [...tariffKeys.groups(kind), 'list', query],
    queryFn: ({ signal }) =>
      unwrap(
        kind === 'user'
          ? api.GET('/api/v1/user-groups', { params: { query }, signal })
          : api.GET('/api/v1/station-groups', { params: { query }, signal }),
      ),
  });

interface GroupBody {
  name: string;
  member_ids: string[];
}

export function useGroupDeeds(kind: GroupKind) {
  const queryClient = useQueryClient();
  const told = async <Answer>(answer: Promise<Answer>) => {
    const done = await answer;
    await queryClient.invalidateQueries({ queryKey: tariffKeys.groups(kind) });
    await queryClient.invalidateQueries({ queryKey: tariffKeys.all });
    return done;
  };
  const path = (id: string) => ({ path: { group_id: id } });
  return {
    create: (body: GroupBody, headers: Headers) =>
      told<Group>(
        unwrap(
          kind === 'user'
            ? api.POST('/api/v1/user-groups', { body, headers })
            : api.POST('/api/v1/station-groups', { body, headers }),
        ),
      ),
    update: (id: string, body: GroupBody, headers: Headers) => {
      const params = { ...path(id), header: ifMatch(headers) };
      return told<Group>(
        unwrap(
          kind === 'user'
            ? api.PATCH('/api/v1/user-groups/{group_id}', { params, body })
            : api.PATCH('/api/v1/station-groups/{group_id}', { params, body }),
        ),
      );
    },
    read: (id: string): Promise<Group> =>
      unwrap(
        kind === 'user'
          ? api.GET('/api/v1/user-groups/{group_id}', { params: path(id) })
          : api.GET('/api/v1/station-groups/{group_id}', { params: path(id) }),
      ),
    remove: ({ id, revision }: Group) => {
      const params = { ...path(id), header: revisionMark(revision) };
      return told(
        unwrap(
          kind === 'user'
            ? api.DELETE('/api/v1/user-groups/{group_id}', { params } as never)
            : api.DELETE('/api/v1/station-groups/{group_id}', { params } as never),
        ),
      );
    },
  };
}

/** Groups to choose from in the form of a tariff. */
export const groupSource = (kind: GroupKind): OptionSource => ({
  key: tariffKeys.groups(kind),
  search: async (text, signal) => {
    const source = groupsQuery(kind)({ limit: 20, sort: 'name', ...searched(text) });
    const { items } = await source.queryFn({ signal });
    return items.map(({ id, name, members }) => ({
      value: id,
      label: name,
      hint: members.map(({ label }) => label).join(', '),
    }));
  },
});

/** Members to choose for a group. */
export const memberSource = (kind: GroupKind): OptionSource => ({
  key: kind === 'user' ? ['users'] : ['stations', 'list'],
  search: async (text, signal): Promise<Option[]> => {
    if (kind === 'user') {
      const query = { limit: 20, sort: 'login', ...searched(text) };
      const { items } = await unwrap(api.GET('/api/v1/users', { params: { query }, signal }));
      return items.map(({ id, login, last_name: last, first_name: first }) => ({
        value: id,
        label: login,
        hint: [last, first].filter(Boolean).join(' '),
      }));
    }
    const query = { limit: 20, sort: 'number', ...searched(text) };
    const { items } = await unwrap(api.GET('/api/v1/stations', { params: { query }, signal }));
    return items.map(({ id, number, name }) => ({ value: id, label: number, hint: name }));
  },
});

export interface Member {
  id: string;
  /** Login or number. */
  label: string;
  name: string;
  address: string;
}

export interface MembersQuery {
  limit: number;
  offset: number;
  sort: string;
  q?: string;
}

/** Users or stations that a group may have, a page of them. */
export const membersQuery = (kind: GroupKind, text: string, paging: Omit<MembersQuery, 'q'>) =>
  queryOptions({
    queryKey: [...(kind === 'user' ? ['users'] : ['stations', 'list']), 'picker', text, paging],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const query: MembersQuery = { ...paging, ...searched(text) };
      if (kind === 'user') {
        const { items, ...rest } = await unwrap(api.GET('/api/v1/users', { params: { query }, signal }));
        return { ...rest, items: items.map(ofUser) };
      }
      const { items, ...rest } = await unwrap(api.GET('/api/v1/stations', { params: { query }, signal }));
      return { ...rest, items: items.map(ofStation) };
    },
  });

const ofUser = (user: User): Member => ({
  id: user.id,
  label: user.login,
  name: [user.last_name, user.first_name, user.patronymic].filter(Boolean).join(' '),
  address: '',
});

const ofStation = ({ id, number, name, address }: Station): Member => ({
  id,
  label: number,
  name,
  address: address ?? '',
});

/** Finished sessions to calculate for. */
export const sessionSource: OptionSource = {
  key: ['sessions', 'list', 'options'],
  search: async (text, signal) => {
    const query = { limit: 20, sort: '-started_at', hide_zero: true, ...searched(text) };
    const { items } = await unwrap(api.GET('/api/v1/sessions', { params: { query }, signal }));
    return items.map((session) => ({
      value: session.id,
      label: `${session.station_number} · ${session.transaction?.number ?? session.id.slice(-8)}`,
      hint: `${new Date(session.started_at).toLocaleString('ru-RU', { timeZone: session.time_zone })} · ${(session.energy_wh / 1000).toFixed(2)}`,
    }));
  },
};
