import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { FormFields } from './FormFields';
import { FormButtons, LeaveQuestion, submit, toFirstField, useSubmitKey } from './FormWindow';
import type { FormDeclaration } from './types';
import { useForm } from './useForm';
import { useLeaveGuard } from './useLeaveGuard';
import classes from './form.module.css';

interface FormPageProps<Values extends object, Result> {
  form: FormDeclaration<Values, Result>;
  /** Where «ОТМЕНА» leads. */
  backPath: string;
  onDone: (result: Result) => void;
}

/** The same form as a page or as a part of one. */
export function FormPage<Values extends object, Result>({
  form,
  backPath,
  onDone,
}: FormPageProps<Values, Result>) {
  const navigate = useNavigate();
  const state = useForm<Values, Result>(form, onDone);
  const [frame, setFrame] = useState<HTMLFormElement | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const leave = useRef<() => void>(() => undefined);
  const allowLeaving = useLeaveGuard(state.isDirty, (go) => {
    leave.current = go;
    setLeaving(true);
  });
  useSubmitKey(frame, state.submit);
  const cancel = () => {
    leave.current = () => void navigate(backPath);
    if (state.isDirty) setLeaving(true);
    else leave.current();
  };
  return (
    <form
      ref={setFrame}
      className={classes['page']}
      aria-label={form.title}
      onSubmit={(event) => submit(event, state)}
      noValidate
    >
      <div className={classes['body']}>
        <FormFields state={state} />
      </div>
      {isLeaving && state.isDirty ? (
        <LeaveQuestion
          onStay={() => {
            setLeaving(false);
            toFirstField(frame);
          }}
          onLeave={() => {
            allowLeaving();
            leave.current();
          }}
        />
      ) : (
        <FormButtons state={state} onCancel={cancel} />
      )}
    </form>
  );
}
