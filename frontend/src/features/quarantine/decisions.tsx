import { useTranslation } from 'react-i18next';
import type { Quarantined } from '@/api/types';
import { ConfirmDialog } from '@/components/dialog/ConfirmDialog';
import { FormWindow } from '@/components/form/FormWindow';
import { showToast } from '@/components/toast/toasts';
import { useDecisions } from './queries';

interface DecisionProps {
  item: Quarantined;
  onClose: () => void;
}

export function JoinDialog({ item, sessionId, onClose }: DecisionProps & { sessionId: string }) {
  const { t } = useTranslation('quarantine');
  const { join } = useDecisions();
  return (
    <ConfirmDialog
      title={t('join.title')}
      confirm={t('join.confirm')}
      success={t('join.done')}
      run={() => join(item.id, sessionId)}
      onClose={onClose}
    >
      <p>{t('join.text', { number: item.transaction_number })}</p>
    </ConfirmDialog>
  );
}

export function ReplayDialog({ item, onClose }: DecisionProps) {
  const { t } = useTranslation('quarantine');
  const { replay } = useDecisions();
  const run = async () => {
    const { state } = await replay(item.id);
    if (state === 'waiting') showToast('info', t('replay.left'));
    else showToast('success', t('replay.done'));
  };
  return (
    <ConfirmDialog title={t('replay.title')} confirm={t('replay.confirm')} run={run} onClose={onClose}>
      <p>{t('replay.text')}</p>
    </ConfirmDialog>
  );
}

export function DismissWindow({ item, onClose }: DecisionProps) {
  const { t } = useTranslation('quarantine');
  const { dismiss } = useDecisions();
  return (
    <FormWindow
      form={{
        title: t('dismiss.title'),
        confirm: t('dismiss.confirm'),
        confirmLook: 'danger',
        initial: { reason: '' },
        before: <p>{t('dismiss.text')}</p>,
        fields: [
          { kind: 'text', name: 'reason', label: t('columns.reason'), isRequired: true, max: 500, lines: 3 },
        ],
        submit: ({ reason }) => dismiss(item.id, reason),
        success: t('dismiss.done'),
      }}
      onClose={onClose}
    />
  );
}
