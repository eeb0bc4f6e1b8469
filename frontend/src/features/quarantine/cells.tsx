import { useTranslation } from 'react-i18next';
import type { Quarantined } from '@/api/types';
import { Mark } from '@/components/icons/Mark';
import type { Look } from '@/components/states/looks';
import { formatDate, formatTime } from '@/lib/format';
import classes from './quarantine.module.css';

export const LOOKS: Record<Quarantined['state'], Look> = {
  waiting: { tone: 'attention', mark: 'triangle' },
  joined: { tone: 'ok', mark: 'check' },
  dismissed: { tone: 'off', mark: 'cross' },
};

export function ItemState({ state }: { state: Quarantined['state'] }) {
  const { t } = useTranslation('quarantine');
  const { tone, mark } = LOOKS[state];
  return (
    <span className={classes['state']}>
      <Mark name={mark} tone={tone} />
      {t(`states.${state}`)}
    </span>
  );
}

export const Moment = ({ at }: { at: string }) => (
  <time dateTime={at} className="num">
    <span className="muted">{formatDate(at)}</span> {formatTime(at)}
  </time>
);

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The word by which the fact says what it is, when it has one. */
export function aboutOf(fact: Record<string, unknown>): string | null {
  const named = ['action', 'error', 'problem', 'reason', 'code'].map((name) => fact[name]).find(isText);
  return named ?? null;
}
