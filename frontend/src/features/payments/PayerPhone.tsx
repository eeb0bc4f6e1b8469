import { useQuery } from '@tanstack/react-query';
import type { Payment } from '@/api/types';
import { useCan } from '@/lib/me';
import { payerQuery } from './queries';

/**
 * «Телефон клиента» (BIL-061, BIL-072). Billing keeps no personal data: it is read where people are kept, by who may
 * see people, and only when somebody looks.
 */
export function PayerPhone({ payment }: { payment: Pick<Payment, 'payer_kind' | 'payer_id'> }) {
  const canSee = useCan('users:read');
  const id = payment.payer_kind === 'user' ? payment.payer_id : null;
  const { data } = useQuery({ ...payerQuery(id ?? ''), enabled: canSee && id !== null });
  return data?.phone && <span className="num">{data.phone}</span>;
}
