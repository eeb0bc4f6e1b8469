import type { Command } from '@/api/types';

export type StepName = 'scheduled' | 'received' | 'processed' | 'failed' | 'expired' | 'seen';
export type StepState = 'done' | 'waiting' | 'ahead' | 'failed' | 'expired';

export interface Step {
  name: StepName;
  state: StepState;
  /** When it happened; null while it has not. */
  at: string | null;
}

/** The four steps of a command's life: scheduled → received → processed → seen at the station. */
export function stepsOf(command: Command): Step[] {
  const { status, created_at: created, delivered_at: delivered, answered_at: answered } = command;
  const isExpired = status === 'expired';
  const isFailed = status === 'failed';
  const observed = command.observed_at;
  // A failure belongs to the step that did not come: no answer or a refusal, or an effect that was never seen.
  const hasNoEffect = isFailed && command.result_code === 'no_effect';
  const isProcessed = (answered !== null || observed !== null) && (!isFailed || hasNoEffect);

  const steps: Step[] = [
    { name: 'scheduled', state: 'done', at: created },
    isExpired && !delivered
      ? { name: 'expired', state: 'expired', at: command.expires_at }
      : { name: 'received', state: delivered ? 'done' : 'ahead', at: delivered },
    isFailed && !hasNoEffect
      ? { name: 'failed', state: 'failed', at: answered }
      : { name: 'processed', state: isProcessed ? 'done' : 'ahead', at: answered },
    { name: 'seen', state: hasNoEffect ? 'failed' : observed ? 'done' : 'ahead', at: observed },
  ];
  const next = steps.find(({ state }) => state === 'ahead');
  if (next && !isExpired && !isFailed) next.state = 'waiting';
  return steps;
}
