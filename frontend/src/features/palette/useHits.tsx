import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '@/api/types';
import type { IconName } from '@/components/icons/drawings';
import { StateLabel, StatePill } from '@/components/states/StateLabel';
import { shortTransactionNumber } from '@/lib/format';
import { useCan } from '@/lib/me';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { SEARCH_FROM, sessionsFound, stationsFound, usersFound } from './queries';

/** One thing to go to. */
export interface Hit {
  id: string;
  icon: IconName;
  name: string;
  /** After the name, muted. */
  place?: string | undefined;
  /** At the right end. */
  state?: ReactNode;
  path: string;
}

export interface HitGroup {
  title: string;
  hits: Hit[];
}

export interface PageHit {
  name: string;
  path: string;
  icon: IconName;
}

const contains = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());

/**
 * What the typed text finds: stations, what can be done with the first of them, sessions, users, pages. `text` is what
 * the server is asked for, a moment behind `typed`; until it is the same only pages are offered, so that Enter never
 * goes to what an earlier text had found.
 */
export function useHits(
  text: string,
  typed: string,
  pages: readonly PageHit[],
): { groups: HitGroup[]; isLoading: boolean } {
  const { t } = useTranslation('palette');
  const stations = useStationHits(text);
  const sessions = useSessionHits(text);
  const users = useUserHits(text);
  const groups = [
    ...(text === typed && text.length >= SEARCH_FROM
      ? [...stations.groups, sessions.group, users.group]
      : []),
    {
      title: t('pages'),
      hits: pages.filter(({ name }) => contains(name, typed)).map((page) => ({ id: page.path, ...page })),
    },
  ];
  return {
    groups: groups.filter(({ hits }) => hits.length > 0),
    isLoading: stations.isLoading || sessions.isLoading || users.isLoading,
  };
}

function useStationHits(text: string) {
  const { t } = useTranslation('palette');
  const isAllowed = useCan('stations:read');
  const asked = stationsFound(text);
  const { data = [], isFetching } = useQuery({ ...asked, enabled: isAllowed && text.length >= SEARCH_FROM });
  const hits = data.map((station) => ({
    id: station.id,
    icon: 'station' as const,
    name: station.number,
    place: [station.name, station.address].filter(Boolean).join(', '),
    state: <StateLabel kind="technicalStatus" code={station.technical_status} />,
    path: `/stations/${station.id}`,
  }));
  const first = data[0];
  return {
    isLoading: isFetching,
    groups: [
      { title: t('stations'), hits },
      { title: t('actions', { number: first?.number }), hits: first ? actionsOf(first, t) : [] },
    ],
  };
}

function actionsOf({ id }: Station, t: (key: 'toCommands' | 'toSessions' | 'toInfo') => string): Hit[] {
  return [
    { id: `${id}c`, icon: 'send', name: t('toCommands'), path: `/stations/${id}/connectors` },
    { id: `${id}s`, icon: 'session', name: t('toSessions'), path: `/stations/${id}/sessions` },
    { id: `${id}i`, icon: 'info', name: t('toInfo'), path: `/stations/${id}/info` },
  ];
}

function useSessionHits(text: string) {
  const { t } = useTranslation('palette');
  const label = useEnumLabel();
  const isAllowed = useCan('sessions:read');
  const asked = sessionsFound(text);
  const { data = [], isFetching } = useQuery({ ...asked, enabled: isAllowed && text.length >= SEARCH_FROM });
  const hits = data.map((session) => ({
    id: session.id,
    icon: 'session' as const,
    name: shortTransactionNumber(session.transaction?.number ?? session.id),
    place: `${session.station_number}, ${session.connector_number}: ${label('connectorType', session.connector_type)}`,
    state: <StatePill kind="sessionState" code={session.state} capitals />,
    path: `/sessions/${session.id}`,
  }));
  return { isLoading: isFetching, group: { title: t('sessions'), hits } };
}

function useUserHits(text: string) {
  const { t } = useTranslation('palette');
  const isAllowed = useCan('users:read');
  const asked = usersFound(text);
  const { data = [], isFetching } = useQuery({ ...asked, enabled: isAllowed && text.length >= SEARCH_FROM });
  const hits = data.map((user) => ({
    id: user.id,
    icon: 'user' as const,
    name: user.login,
    place: [user.last_name, user.first_name, user.phone].filter(Boolean).join(' '),
    path: `/users/${user.id}`,
  }));
  return { isLoading: isFetching, group: { title: t('users'), hits } };
}
