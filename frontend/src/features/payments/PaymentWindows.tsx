import { useTranslation } from 'react-i18next';
import type { Payment } from '@/api/types';
import { ConfirmDialog } from '@/components/dialog/ConfirmDialog';
import { useMoneyDeeds } from './queries';
import { RefundWindow } from './RefundWindow';

export type Deed = 'refund' | 'cancel' | 'repeat';

interface PaymentWindowsProps {
  open: { deed: Deed; payment: Payment } | null;
  onClose: () => void;
}

/** The window of what is to be done with a payment. */
export function PaymentWindows({ open, onClose }: PaymentWindowsProps) {
  const { t } = useTranslation('payments');
  const { cancel, repeat } = useMoneyDeeds();
  if (!open) return null;
  const { deed, payment } = open;
  if (deed === 'refund') return <RefundWindow payment={payment} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={t(`${deed}.title`)}
      confirm={t(`${deed}.confirm`)}
      isDangerous={deed === 'cancel'}
      success={t(`${deed}.done`, { number: payment.number })}
      run={() => (deed === 'cancel' ? cancel(payment.id) : repeat(payment.id))}
      onClose={onClose}
    >
      <p>{t(`${deed}.text`, { number: payment.number })}</p>
    </ConfirmDialog>
  );
}
