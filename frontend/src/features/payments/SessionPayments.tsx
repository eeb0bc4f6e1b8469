import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Payment } from '@/api/types';
import { ListView } from '@/components/list/ListView';
import { NotLoaded } from '@/components/messages/NotLoaded';
import { HoldLine } from './HoldLine';
import { PaymentView } from './PaymentView';
import { PaymentWindows, type Deed } from './PaymentWindows';
import { newestPaymentQuery, paymentQuery } from './queries';
import { usePaymentsList } from './usePaymentsList';
import classes from './payments.module.css';

/** Payments of a session: the list above, the chosen payment with its receipt below (BIL-047). */
export function SessionPayments({ sessionId }: { sessionId: string }) {
  const [chosen, setChosen] = useState<Payment | null>(null);
  const [open, setOpen] = useState<{ deed: Deed; payment: Payment } | null>(null);
  const { data: newest } = useQuery(newestPaymentQuery(sessionId));
  const shown = chosen ?? newest ?? null;
  const list = usePaymentsList({
    onDeed: (deed, payment) => setOpen({ deed, payment }),
    within: { sessionId, openId: shown?.id, onOpen: setChosen },
  });
  return (
    <div className={classes['ofSession']}>
      <HoldLine sessionId={sessionId} />
      <ListView list={list} />
      {shown && <Shown id={shown.id} />}
      <PaymentWindows open={open} onClose={() => setOpen(null)} />
    </div>
  );
}

function Shown({ id }: { id: string }) {
  const query = useQuery(paymentQuery(id));
  return query.data ? <PaymentView payment={query.data} /> : <NotLoaded query={query} />;
}
