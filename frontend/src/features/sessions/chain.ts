import type { Session } from '@/api/types';
import type { Look } from '@/components/states/looks';

export interface ChainEvent {
  name: 'created' | 'started' | 'stopped' | 'finished';
  look: Look;
  at: string | null;
  /** Code of the source of a start or a stop. */
  source: string | null;
  isAhead: boolean;
}

const AHEAD: Look = { tone: 'off', mark: 'ring' };
/** A finished session without a transaction: nothing was charged (SES-123). */
const NEVER: Look = { tone: 'fault', mark: 'cross' };

/** The four events of a session in their order; those that have not come yet are neutral and without a time. */
export function chainOf(session: Session): ChainEvent[] {
  const { transaction, is_open: isOpen, ended_at: endedAt } = session;
  const missing = isOpen && !transaction ? AHEAD : NEVER;
  const event = (
    name: ChainEvent['name'],
    at: string | null,
    look: Look,
    absent: Look,
    source: string | null,
  ) => ({
    name,
    at,
    source: at ? source : null,
    look: at ? look : absent,
    isAhead: !at && absent === AHEAD,
  });
  const stopped = transaction?.ended_at ?? null;
  return [
    event('created', session.started_at, { tone: 'ok', mark: 'dot' }, AHEAD, null),
    event(
      'started',
      transaction?.started_at ?? null,
      { tone: 'charge', mark: 'bolt' },
      missing,
      session.start_source,
    ),
    event(
      'stopped',
      stopped,
      { tone: 'done', mark: 'check' },
      transaction ? AHEAD : missing,
      session.stop_source,
    ),
    event('finished', endedAt, { tone: 'ok', mark: 'dot' }, AHEAD, null),
  ];
}
