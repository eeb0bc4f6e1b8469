import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Charge } from '@/api/types';
import { Mark } from '@/components/icons/Mark';
import type { Look } from '@/components/states/looks';
import { useCan } from '@/lib/me';
import { useFormat } from '@/lib/useFormat';
import { holdQuery } from './queries';
import classes from './payments.module.css';

const LOOKS: Record<NonNullable<Charge['hold_status']>, Look> = {
  asking: { tone: 'charge', mark: 'clock' },
  held: { tone: 'charge', mark: 'half' },
  refused: { tone: 'fault', mark: 'octagon' },
  releasing: { tone: 'off', mark: 'clock' },
  released: { tone: 'off', mark: 'bar' },
  captured: { tone: 'ok', mark: 'check' },
};

/** What was held before the session began to cost anything, and what became of it. */
export function HoldLine({ sessionId }: { sessionId: string }) {
  const canSee = useCan('charges:read');
  const { data } = useQuery({ ...holdQuery(sessionId), enabled: canSee });
  return data?.hold_status ? <Line charge={data} status={data.hold_status} /> : null;
}

function Line({ charge, status }: { charge: Charge; status: NonNullable<Charge['hold_status']> }) {
  const { t } = useTranslation('payments');
  const { money } = useFormat();
  const look = LOOKS[status];
  return (
    <p className={classes['hold']}>
      <Mark name={look.mark} tone={look.tone} />
      <strong>{t('hold.title', { amount: money(charge.hold_amount ?? '0', charge.currency) })}</strong>
      <span className="muted">{t(`hold.${status}`)}</span>
    </p>
  );
}
