import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';
import type { Command, User } from '@/api/types';
import type { OptionSource } from '@/components/fields/TypeAhead';
import type { ListSource } from '@/components/list/types';
import { keysOf } from '@/lib/queryKeys';
import type { CommandKind } from './catalogue';

type ListQuery = Record<string, unknown>;

export const commandKeys = {
  ...keysOf('commands'),
  ofStation: (stationId: string) => [...commandKeys.all, 'list', stationId] as const,
};

const RECENT = 10;
const POLL_MS = 3000;
/** The server searches from this many characters on; before that its first page is offered. */
const SEARCH_FROM = 3;

export const isFinished = ({ status, observed_at: observedAt }: Command): boolean =>
  status === 'expired' || status === 'failed' || (status === 'succeeded' && observedAt !== null);

const isUnderWay = (command: Command) => !isFinished(command) && command.status !== 'succeeded';

export const commandsQuery = (query: ListQuery): ListSource<Command> => ({
  queryKey: commandKeys.list(query),
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/commands', { params: { query }, signal })),
});

export const commandQuery = (id: string) =>
  queryOptions({
    queryKey: commandKeys.detail(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/commands/{command_id}', { params: { path: { command_id: id } }, signal })),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? POLL_MS : false),
  });

/** The newest commands of a station. While one is under way it is also polled, should the live stream be down. */
export const stationCommandsQuery = (stationId: string) =>
  queryOptions({
    queryKey: commandKeys.ofStation(stationId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/commands', { params: { query: { station_id: stationId, limit: RECENT } }, signal }),
      ),
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? POLL_MS : false),
  });

/** Who pays for a session started from the dashboard. */
export type Payment = { kind: 'none' } | { kind: 'user' | 'organization'; id: string };

export interface CommandRequest {
  station_id: string;
  connector_number: number | null;
  kind: CommandKind;
  parameters?: Record<string, unknown>;
  payer?: Payment;
}

interface Sending {
  body: CommandRequest;
  /** `Idempotency-Key` of a form; without it the client makes one. */
  headers?: Record<string, string>;
}

export const useSendCommand = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ body, headers }: Sending) =>
      unwrap(
        api.POST('/api/v1/commands', {
          body: { ...body, parameters: body.parameters ?? {} },
          ...(headers ? { headers } : {}),
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [...commandKeys.all, 'list'] }),
  });
};

const searched = (text: string) => (text.trim().length >= SEARCH_FROM ? { q: text.trim() } : {});
const words = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(' ');

/** Whom a station may be told to let in (CMD-014). */
const CHARGING_ROLES = ['technik', 'customer'];
/** So many are offered; to find them so many pages of users are looked through at most. */
const OFFERED = 20;
const BATCH = 100;
const MOST_PAGES = 20;

const isCharging = ({ roles }: User) => roles.some(({ name }) => CHARGING_ROLES.includes(name));

/** The list of users knows no roles by name: whom nobody may let in is passed by, page after page. */
async function chargingUsers(
  query: Record<string, unknown>,
  signal: AbortSignal,
  found: readonly User[] = [],
  left = MOST_PAGES,
): Promise<readonly User[]> {
  const page = await unwrap(api.GET('/api/v1/users', { params: { query }, signal }));
  const fitting = [...found, ...page.items.filter(isCharging)];
  if (!page.next_cursor || fitting.length >= OFFERED || left === 1) return fitting.slice(0, OFFERED);
  return chargingUsers({ ...query, cursor: page.next_cursor }, signal, fitting, left - 1);
}

const optionOf = (user: User) => ({
  value: user.id,
  label: user.login,
  hint: words(user.last_name, user.first_name, user.phone),
});

export const userSource: OptionSource = {
  key: ['users'],
  search: async (text, signal) => {
    const query = { limit: OFFERED, ...searched(text) };
    const { items } = await unwrap(api.GET('/api/v1/users', { params: { query }, signal }));
    return items.map(optionOf);
  },
};

export const chargingUserSource: OptionSource = {
  key: ['users', 'charging'],
  search: async (text, signal) =>
    (await chargingUsers({ limit: BATCH, ...searched(text) }, signal)).map(optionOf),
};

export const organizationSource: OptionSource = {
  key: ['organizations'],
  search: async (text, signal) => {
    const query = { limit: OFFERED, ...searched(text) };
    const { items } = await unwrap(api.GET('/api/v1/organizations', { params: { query }, signal }));
    return items.map(({ id, name, number }) => ({ value: id, label: name, hint: number }));
  },
};
