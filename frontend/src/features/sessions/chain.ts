import type { SessionEvent } from '@/api/types';
import type { Look } from '@/components/states/looks';

const AHEAD: Look = { tone: 'off', mark: 'ring' };
/** A finished session without a transaction: nothing was charged (SES-123). */
const MISSING: Look = { tone: 'fault', mark: 'cross' };
const NOTED: Look = { tone: 'off', mark: 'dot' };

const LOOKS: Readonly<Record<string, Look>> = {
  session_created: { tone: 'ok', mark: 'dot' },
  transaction_started: { tone: 'charge', mark: 'bolt' },
  transaction_stopped: { tone: 'done', mark: 'check' },
  session_finished: { tone: 'ok', mark: 'dot' },
};

/** How an event of the chain is drawn: what did not happen is red, what is ahead is neutral. */
export function lookOfEvent({ type, status }: Pick<SessionEvent, 'type' | 'status'>): Look {
  if (status === 'ahead') return AHEAD;
  return status === 'missing' ? MISSING : (LOOKS[type] ?? NOTED);
}

/** Code of the source of a start or a stop, when it is known (SES-125). */
export const sourceOf = ({ params }: Pick<SessionEvent, 'params'>): string | null => {
  const source = params['source'];
  return typeof source === 'string' ? source : null;
};
