import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '@/lib/useErrorText';
import { Note } from '../messages/Note';
import { showToast } from '../toast/toasts';
import { FormDialog } from './FormDialog';

interface ConfirmDialogProps {
  title: string;
  /** In capitals; names the deed, not «ДА». */
  confirm: string;
  /** Red for what takes away. */
  isDangerous?: boolean;
  /** The deed; a refusal is shown in the window, which stays open. */
  run: () => Promise<unknown>;
  /** The toast after it. */
  success?: string;
  onClose: () => void;
  /** Names the object and the consequence, and says how to undo it. */
  children: ReactNode;
}

/** Asks before a deed that destroys or acts on a charger. */
export function ConfirmDialog({
  title,
  confirm,
  isDangerous = false,
  run,
  success,
  onClose,
  children,
}: ConfirmDialogProps) {
  const errorText = useErrorText();
  const { t } = useTranslation();
  const deed = useMutation({
    meta: { isQuiet: true },
    mutationFn: run,
    onSuccess: () => {
      if (success) showToast('success', success);
      onClose();
    },
  });
  return (
    <FormDialog
      title={title}
      confirm={confirm || t('ok')}
      confirmLook={isDangerous ? 'danger' : 'primary'}
      isBusy={deed.isPending}
      onConfirm={() => deed.mutate()}
      onClose={onClose}
    >
      {children}
      {deed.error && <Note tone="fault">{errorText(deed.error).text}</Note>}
    </FormDialog>
  );
}
