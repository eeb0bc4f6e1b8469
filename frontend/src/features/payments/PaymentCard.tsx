import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaymentDetails } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { IconButton } from '@/components/buttons/IconButton';
import { useCan } from '@/lib/me';
import { useOffline } from '@/lib/offline';
import { PaymentView } from './PaymentView';
import { PaymentWindows, type Deed } from './PaymentWindows';
import { canCancel, canRefund, canRepeat } from './rules';
import classes from './payments.module.css';

interface PaymentCardProps {
  payment: PaymentDetails;
  onRefresh: () => void;
}

/** The card of one payment with what can be done with it (BIL-095). */
export function PaymentCard({ payment, onRefresh }: PaymentCardProps) {
  const { t } = useTranslation(['payments', 'common']);
  const canMove = useCan('payments:money');
  const isOffline = useOffline();
  const [deed, setDeed] = useState<Deed | null>(null);
  const isRefundable = canRefund(payment) && Number(payment.refundable_amount) > 0;
  return (
    <>
      <div className={classes['bar']}>
        {canMove && (
          <>
            <Button icon="undo" disabled={isOffline || !isRefundable} onClick={() => setDeed('refund')}>
              {t('deeds.refund')}
            </Button>
            {canRepeat(payment) && (
              <Button icon="refresh" disabled={isOffline} onClick={() => setDeed('repeat')}>
                {t('deeds.repeat')}
              </Button>
            )}
            <Button
              look="dangerOutline"
              disabled={isOffline || !canCancel(payment)}
              onClick={() => setDeed('cancel')}
            >
              {t('deeds.cancel')}
            </Button>
          </>
        )}
        <IconButton icon="refresh" label={t('common:card.refresh')} onClick={onRefresh} />
      </div>
      <div className={classes['card']}>
        <PaymentView payment={payment} />
      </div>
      <PaymentWindows open={deed && { deed, payment }} onClose={() => setDeed(null)} />
    </>
  );
}
