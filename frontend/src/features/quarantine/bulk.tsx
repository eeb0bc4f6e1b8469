import { useTranslation } from 'react-i18next';
import type { Quarantined } from '@/api/types';
import { ConfirmDialog } from '@/components/dialog/ConfirmDialog';
import { FormWindow } from '@/components/form/FormWindow';
import { showToast } from '@/components/toast/toasts';
import { useDecisions } from './queries';

export type BulkDeed = 'replay' | 'dismiss';

/** What a person chose, and how the choice is taken back once it is decided. */
export interface Chosen {
  deed: BulkDeed;
  rows: readonly Quarantined[];
  clear: () => void;
}

const isWaiting = ({ state }: Quarantined) => state === 'waiting';
/** What is no message of a transaction cannot be applied, however often. */
const canReplay = (item: Quarantined) => isWaiting(item) && item.kind !== 'rejected_frame';

interface BulkWindowProps {
  chosen: Chosen;
  onClose: () => void;
}

export function BulkWindow({ chosen, onClose }: BulkWindowProps) {
  return chosen.deed === 'replay' ? (
    <ReplayAll chosen={chosen} onClose={onClose} />
  ) : (
    <DismissAll chosen={chosen} onClose={onClose} />
  );
}

function ReplayAll({ chosen, onClose }: BulkWindowProps) {
  const { t } = useTranslation('quarantine');
  const { replay } = useDecisions();
  const rows = chosen.rows.filter(canReplay);
  const run = async () => {
    const answers = await oneByOne(rows, ({ id }) => replay(id));
    const left = answers.filter(isWaiting).length;
    chosen.clear();
    showToast(left ? 'info' : 'success', t('bulk.replayed', { done: answers.length - left, left }));
  };
  return (
    <ConfirmDialog title={t('bulk.replayTitle')} confirm={t('replay.confirm')} run={run} onClose={onClose}>
      <p>{t('bulk.replayText', { count: rows.length, chosen: chosen.rows.length })}</p>
    </ConfirmDialog>
  );
}

function DismissAll({ chosen, onClose }: BulkWindowProps) {
  const { t } = useTranslation('quarantine');
  const { dismiss } = useDecisions();
  const rows = chosen.rows.filter(isWaiting);
  return (
    <FormWindow
      form={{
        title: t('bulk.dismissTitle'),
        confirm: t('dismiss.confirm'),
        confirmLook: 'danger',
        initial: { reason: '' },
        before: <p>{t('bulk.dismissText', { count: rows.length, chosen: chosen.rows.length })}</p>,
        fields: [
          { kind: 'text', name: 'reason', label: t('columns.reason'), isRequired: true, max: 500, lines: 3 },
        ],
        submit: async ({ reason }) => {
          await oneByOne(rows, ({ id }) => dismiss(id, reason));
          chosen.clear();
        },
        success: t('bulk.dismissed', { count: rows.length }),
      }}
      onClose={onClose}
    />
  );
}

/** In their order: two messages of one session must not meet. */
async function oneByOne<Answer>(
  rows: readonly Quarantined[],
  decide: (item: Quarantined) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const item of [...rows].reverse()) answers.push(await decide(item));
  return answers;
}
