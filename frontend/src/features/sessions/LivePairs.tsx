import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '@/api/types';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { useNow } from '@/lib/useNow';
import classes from './sessions.module.css';

/** Values of the open session in two columns. */
export function LivePairs({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  const label = useEnumLabel();
  const { kwh, number, money } = useFormat();
  const { transaction, payer, energy_wh: energy, amount, currency } = session;
  return (
    <dl className={classes['pairs']}>
      <Pair name={t('live.meter')}>{transaction && kwh(transaction.meter_start_wh + energy)}</Pair>
      <Pair name={t('live.energy')}>{number(energy, 0)}</Pair>
      <Pair name={t('live.elapsed')}>
        <Elapsed since={session.started_at} />
      </Pair>
      <Pair name={t('live.amount')}>{amount !== null && money(amount, currency)}</Pair>
      <Pair name={t('live.user')}>{session.start_user}</Pair>
      <Pair name={t('live.payer')}>{payer.label ?? label('payerKind', payer.kind)}</Pair>
    </dl>
  );
}

function Elapsed({ since }: { since: string }) {
  const now = useNow();
  const { elapsed } = useFormat();
  return elapsed((now - Date.parse(since)) / 1000);
}

const Pair = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
