import type { QueryKey } from '@tanstack/react-query';

/** What the server says: something of this kind has changed. It carries no data. */
export interface Hint {
  type: 'station' | 'session' | 'charge' | 'payment' | 'command';
  id: string;
  revision: number | null;
}

export const RESYNC = 'resync';
export type LiveMessage = Hint | typeof RESYNC;

const TYPES: readonly string[] = [
  'station',
  'session',
  'charge',
  'payment',
  'command',
] satisfies Hint['type'][];

/** Reads the data of an event; anything that is not a hint we know is nothing. */
export function readHint(text: string): Hint | null {
  try {
    const hint = JSON.parse(text) as Partial<Hint>;
    return hint.id !== undefined && TYPES.includes(hint.type ?? '') ? (hint as Hint) : null;
  } catch {
    return null;
  }
}

/**
 * The queries that a hint makes stale. The only place where live events and query keys meet: a list is always
 * asked again, a card only when it is the one that changed.
 */
export function staleKeys({ type, id }: Hint): QueryKey[] {
  switch (type) {
    case 'station':
      return [
        ['stations', 'list'],
        ['stations', 'summary'],
        ['stations', 'detail', id],
      ];
    case 'session':
      return [
        ['sessions', 'list'],
        ['sessions', 'open'],
        ['sessions', 'detail', id],
      ];
    case 'charge':
      // A charge goes by the id of its session, whose copy of the amount it has changed too.
      return [
        ['charges', id],
        ['sessions', 'list'],
        ['sessions', 'detail', id],
      ];
    case 'payment':
      return [['payments'], ['charges']];
    case 'command':
      return [
        ['commands', 'list'],
        ['commands', 'detail', id],
      ];
  }
}
