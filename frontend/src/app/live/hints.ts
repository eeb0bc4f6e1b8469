import type { QueryKey } from '@tanstack/react-query';

/** What the server says: something of this kind has changed. It carries no data. */
export interface Hint {
  type: Noun;
  /** Of the thing; null: something in the list. */
  id: string | null;
  revision: number | null;
}

export const RESYNC = 'resync';
export type LiveMessage = Hint | typeof RESYNC;

/**
 * One line a noun: the first words of the query keys that show it. All of them become stale, but cards (`detail`) of
 * other things. The only place where live events and query keys meet.
 */
const SHOWN_IN = {
  station: ['stations'],
  session: ['sessions'],
  /** Goes by the id of its session, whose copy of the amount it has changed too. */
  charge: ['charges', 'sessions'],
  payment: ['payments', 'charges'],
  command: ['commands'],
  incident: ['incidents'],
  report: ['reports'],
  region: ['regions'],
  unknown_station: ['unknownStations'],
  quarantine: ['quarantine'],
  user: ['users', 'roles'],
  credential: ['credentials'],
  role: ['roles'],
  organization: ['organizations'],
  api_client: ['apiClients'],
  security_log: ['securityLog'],
  tariff: ['tariffs'],
  tariff_group: ['tariffGroups'],
  webhook: ['webhooks'],
  delivery: ['deliveries'],
  dead_letter: ['deadLetters'],
} as const satisfies Record<string, readonly string[]>;

export type Noun = keyof typeof SHOWN_IN;
/** The first words of all keys that live. */
export const LIVING: ReadonlySet<string> = new Set(Object.values(SHOWN_IN).flat());

/** Reads the data of an event; anything that is not a hint we know is nothing. */
export function readHint(text: string): Hint | null {
  try {
    const hint = JSON.parse(text) as Partial<Hint>;
    return hint.id !== undefined && (hint.type ?? '') in SHOWN_IN ? (hint as Hint) : null;
  } catch {
    return null;
  }
}

/** Keys that have become stale: a whole noun without its cards (`[noun]`), or one card (`[noun, 'detail', id]`). */
export const staleKeys = ({ type, id }: Hint): QueryKey[] =>
  SHOWN_IN[type].flatMap((noun) => (id === null ? [[noun]] : [[noun], [noun, 'detail', id]]));

/** What somebody is choosing from stays as it is under his hands. */
const isChoice = (key: QueryKey) => key.includes('options') || key.includes('option');

/** Whether a query is among what `stale` names. */
export function isStale(stale: QueryKey, key: QueryKey): boolean {
  if (isChoice(key)) return false;
  return stale.length === 1
    ? key[0] === stale[0] && key[1] !== 'detail'
    : stale.every((word, place) => key[place] === word);
}
