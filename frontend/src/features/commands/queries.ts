import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';
import type { Command } from '@/api/types';
import type { OptionSource } from '@/components/fields/TypeAhead';

export const commandKeys = {
  all: ['commands'] as const,
  ofStation: (stationId: string) => [...commandKeys.all, 'list', stationId] as const,
};

const RECENT = 10;
const POLL_MS = 3000;
/** The server searches from this many characters on; before that its first page is offered. */
const SEARCH_FROM = 3;

export const isFinished = ({ status, observed_at: observedAt }: Command): boolean =>
  status === 'expired' || status === 'failed' || (status === 'succeeded' && observedAt !== null);

const isUnderWay = (command: Command) => !isFinished(command) && command.status !== 'succeeded';

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
  connector_number: number;
  kind: 'start_session' | 'stop_session';
  payer?: Payment;
}

export const useSendCommand = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: CommandRequest) =>
      unwrap(api.POST('/api/v1/commands', { body: { ...body, parameters: {} } })),
    onSuccess: ({ station_id: stationId }) =>
      queryClient.invalidateQueries({ queryKey: commandKeys.ofStation(stationId) }),
  });
};

const searched = (text: string) => (text.trim().length >= SEARCH_FROM ? { q: text.trim() } : {});
const words = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(' ');

export const userSource: OptionSource = {
  key: ['users'],
  search: async (text, signal) => {
    const query = { limit: 20, ...searched(text) };
    const { items } = await unwrap(api.GET('/api/v1/users', { params: { query }, signal }));
    return items.map((user) => ({
      value: user.id,
      label: user.login,
      hint: words(user.last_name, user.first_name, user.phone),
    }));
  },
};

export const organizationSource: OptionSource = {
  key: ['organizations'],
  search: async (text, signal) => {
    const query = { limit: 20, ...searched(text) };
    const { items } = await unwrap(api.GET('/api/v1/organizations', { params: { query }, signal }));
    return items.map(({ id, name, number }) => ({ value: id, label: name, hint: number }));
  },
};
