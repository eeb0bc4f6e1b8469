import { useCallback, useState } from 'react';
import type { Payment } from '@/api/types';
import { ListView } from '@/components/list/ListView';
import { PaymentWindows, type Deed } from './PaymentWindows';
import { usePaymentsList } from './usePaymentsList';

/** «Биллинг»: payments of all sessions. */
export function Payments() {
  const [open, setOpen] = useState<{ deed: Deed; payment: Payment } | null>(null);
  const onDeed = useCallback((deed: Deed, payment: Payment) => setOpen({ deed, payment }), []);
  return (
    <>
      <ListView list={usePaymentsList({ onDeed })} />
      <PaymentWindows open={open} onClose={() => setOpen(null)} />
    </>
  );
}
