import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '@/lib/useErrorText';
import { Note } from '../messages/Note';
import { showToast } from '../toast/toasts';
import { FormDialog } from './FormDialog';
import classes from './dialog.module.css';

/** So many names are read; the rest is a number. */
const NAMED = 5;

interface EachDialogProps<Row> {
  title: string;
  /** In capitals; names the deed. */
  confirm: string;
  isDangerous?: boolean;
  rows: readonly Row[];
  rowName: (row: Row) => string;
  run: (row: Row) => Promise<unknown>;
  /** The toast when all are done. */
  success: string;
  onClose: () => void;
  /** All are done: the choice can be taken back. */
  onDone: () => void;
  /** The consequence, and how to undo it. */
  children: ReactNode;
}

interface Refusal<Row> {
  row: Row;
  error: unknown;
}

/** Asks once for a deed on many rows, does them one by one, and says which of them were refused and why. */
export function EachDialog<Row>(props: EachDialogProps<Row>) {
  const { title, confirm, isDangerous = false, rows, rowName, success, onClose, onDone, children } = props;
  const { t } = useTranslation();
  const [asked, setAsked] = useState(rows);
  const { done, refusals, isRunning, start } = useEach(props.run, (refused) => {
    if (refused.length > 0) {
      setAsked(refused.map(({ row }) => row));
      return;
    }
    showToast('success', success);
    onDone();
    onClose();
  });
  return (
    <FormDialog
      title={title}
      confirm={refusals.length > 0 && !isRunning ? t('list.eachAgain') : confirm}
      confirmLook={isDangerous ? 'danger' : 'primary'}
      isBusy={isRunning}
      onConfirm={() => start(asked)}
      onClose={onClose}
    >
      {children}
      <p className={classes['names']}>{useNames(asked.map(rowName))}</p>
      {isRunning && <p role="status">{t('list.eachDone', { done, total: asked.length })}</p>}
      {!isRunning && refusals.length > 0 && <Refusals refusals={refusals} rowName={rowName} />}
    </FormDialog>
  );
}

function useNames(names: readonly string[]): string {
  const { t } = useTranslation();
  const shown = names.slice(0, NAMED).join(', ');
  const rest = names.length - NAMED;
  return rest > 0 ? t('list.eachNames', { names: shown, count: rest }) : shown;
}

interface RefusalsProps<Row> {
  refusals: readonly Refusal<Row>[];
  rowName: (row: Row) => string;
}

function Refusals<Row>({ refusals, rowName }: RefusalsProps<Row>) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return (
    <Note tone="fault">
      {t('list.eachRefused', { count: refusals.length })}
      <ul>
        {refusals.map(({ row, error }) => (
          <li key={rowName(row)}>
            {rowName(row)}: {errorText(error).text}
          </li>
        ))}
      </ul>
    </Note>
  );
}

/** One after another: a browser that sent a hundred at once would only be told to wait. A closed window ends it. */
function useEach<Row>(
  run: (row: Row) => Promise<unknown>,
  onEnd: (refusals: readonly Refusal<Row>[]) => void,
) {
  const [done, setDone] = useState(0);
  const [refusals, setRefusals] = useState<readonly Refusal<Row>[]>([]);
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => void (isOpen.current = false);
  }, []);
  const all = useMutation({
    meta: { isQuiet: true },
    mutationFn: async (rows: readonly Row[]) => {
      const refused: Refusal<Row>[] = [];
      setDone(0);
      for (const row of rows) {
        if (!isOpen.current) break;
        await run(row).catch((error: unknown) => refused.push({ row, error }));
        setDone((count) => count + 1);
      }
      return refused;
    },
    onSuccess: (refused) => {
      setRefusals(refused);
      if (isOpen.current) onEnd(refused);
    },
  });
  return { done, refusals, isRunning: all.isPending, start: all.mutate };
}
