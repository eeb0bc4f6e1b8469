import type { Payment } from '@/api/types';

const CANCELLABLE: readonly Payment['status'][] = ['preparation', 'default', 'processing', 'error'];

/** A payment can be broken off only before the money is on its way (BIL-040). */
export const canCancel = ({ operation, status }: Payment): boolean =>
  operation === 'payment' && CANCELLABLE.includes(status);

/** A refund is asked for what has been paid (BIL-067). */
export const canRefund = ({ operation, status }: Payment): boolean =>
  operation === 'payment' && status === 'completed';

export const canRepeat = ({ operation, status }: Payment): boolean =>
  operation === 'payment' && status === 'error';

/** Money that goes back stands with a minus. */
export const signedAmount = ({ operation, amount }: Payment): string =>
  operation === 'payment' ? amount : `-${amount}`;

const inCents = (amount: string) => Math.round(Number(amount) * 100);

/** Difference of decimal strings, in whole hundredths. */
export const minus = (left: string, right: string): string =>
  ((inCents(left) - inCents(right)) / 100).toFixed(2);
