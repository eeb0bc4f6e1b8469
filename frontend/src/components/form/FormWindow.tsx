import Dialog from '@mui/material/Dialog';
import { useEffect, useEffectEvent, useId, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '@/lib/useMedia';
import { Button } from '../buttons/Button';
import { IconButton } from '../buttons/IconButton';
import dialog from '../dialog/dialog.module.css';
import { answer } from './checks';
import { FormFields } from './FormFields';
import { useLeaveGuard } from './useLeaveGuard';
import type { FormDeclaration } from './types';
import { useForm, type FormState } from './useForm';
import classes from './form.module.css';

interface FormWindowProps<Values extends object, Result> {
  form: FormDeclaration<Values, Result>;
  onClose: () => void;
  /** After success; the window is closed without it. */
  onDone?: (result: Result) => void;
  /** Another window stands in its place for a while; what was typed is kept. */
  isHidden?: boolean;
}

/** A form as a window: a sheet on a phone, 640 px wide when fields share lines. Ctrl+Enter confirms, Esc closes. */
export function FormWindow<Values extends object, Result>({
  form,
  onClose,
  onDone,
  isHidden = false,
}: FormWindowProps<Values, Result>) {
  const { t } = useTranslation();
  const isPhone = usePhone();
  const id = useId();
  const state = useForm<Values, Result>(form, onDone ?? onClose);
  const [frame, setFrame] = useState<HTMLFormElement | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  useLeaveGuard(state.isDirty, () => setLeaving(true));
  useSubmitKey(frame, state.submit);

  const close = () => {
    if (state.isDirty && !isLeaving) setLeaving(true);
    else onClose();
  };
  const stay = () => {
    setLeaving(false);
    toFirstField(frame);
  };
  const isWide = form.tabs !== undefined || form.fields.some(({ half }) => half);
  return (
    <Dialog open={!isHidden} fullScreen={isPhone} maxWidth={false} onClose={close} aria-labelledby={id}>
      <form
        ref={setFrame}
        className={`${dialog['dialog']} ${isWide ? classes['wide'] : ''}`}
        style={form.width && !isPhone ? { width: `min(${form.width}px, calc(100vw - 32px))` } : undefined}
        onSubmit={(event) => submit(event, state)}
        noValidate
      >
        <header>
          <h2 id={id}>{form.title}</h2>
          <IconButton icon="cross" label={t('dismiss')} onClick={close} />
        </header>
        <div className={`${dialog['body']} ${classes['body']}`}>
          <FormFields state={state} />
        </div>
        {isLeaving && state.isDirty ? (
          <LeaveQuestion onLeave={onClose} onStay={stay} />
        ) : (
          <FormButtons state={state} onCancel={close} />
        )}
      </form>
    </Dialog>
  );
}

/** The focus must not be lost with the button that had it. */
export const toFirstField = (frame: HTMLElement | null): void =>
  frame?.querySelector<HTMLElement>('input:enabled, textarea:enabled')?.focus();

export function submit<Values extends object, Result>(event: SubmitEvent, state: FormState<Values, Result>) {
  event.preventDefault();
  // A window lies in the page's React tree: its submit must not reach a form around it.
  event.stopPropagation();
  state.submit();
}

/** Ctrl+Enter confirms from any field, a text of several lines too. */
export function useSubmitKey(frame: HTMLElement | null, confirm: () => void): void {
  const run = useEffectEvent(confirm);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      run();
    };
    frame?.addEventListener('keydown', onKeyDown);
    return () => frame?.removeEventListener('keydown', onKeyDown);
  }, [frame]);
}

interface FormButtonsProps<Values extends object, Result> {
  state: FormState<Values, Result>;
  onCancel: () => void;
}

/** The confirming button at the left, «ОТМЕНА» right of it, the meaning of the star at the end. */
export function FormButtons<Values extends object, Result>({
  state,
  onCancel,
}: FormButtonsProps<Values, Result>) {
  const { t } = useTranslation();
  const { form } = state;
  const hasStars = form.fields.some(({ isRequired }) => answer(isRequired, state.values));
  return (
    <footer>
      <Button
        type="submit"
        look={form.confirmLook ?? 'primary'}
        capitals
        disabled={state.isBusy || state.conflict !== null}
      >
        {form.confirm ?? t('ok')}
      </Button>
      <Button capitals onClick={onCancel}>
        {t('cancel')}
      </Button>
      {hasStars && <small className={classes['stars']}>* {t('form.requiredNote')}</small>}
    </footer>
  );
}

interface LeaveQuestionProps {
  onLeave: () => void;
  onStay: () => void;
}

/** In place of the buttons, so that no window lies on a window. */
export function LeaveQuestion({ onLeave, onStay }: LeaveQuestionProps) {
  const { t } = useTranslation();
  return (
    <footer className={classes['leave']} role="alert">
      <span>{t('form.leave')}</span>
      {/* eslint-disable-next-line jsx-a11y/no-autofocus -- The question has come up instead of what was pressed. */}
      <Button look="primary" capitals autoFocus onClick={onStay}>
        {t('form.stay')}
      </Button>
      <Button look="dangerOutline" capitals onClick={onLeave}>
        {t('form.leaveConfirm')}
      </Button>
    </footer>
  );
}
