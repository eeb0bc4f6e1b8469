import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';
import { showToast } from '../toast/toasts';
import { checkFields, shownFields } from './checks';
import { fieldErrors, type FieldErrors } from './serverErrors';
import type { FormDeclaration, Revised } from './types';

const isSame = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

const isEditedMeanwhile = (error: unknown) =>
  error instanceof ApiProblem && error.code === 'edited_meanwhile';

/** One key per set of values: a repetition after a lost answer changes nothing twice, other values are a new request. */
function useRequestKey(): (values: object) => string {
  const last = useRef({ of: '', key: '' });
  return (values) => {
    const of = JSON.stringify(values);
    if (last.current.of !== of) last.current = { of, key: crypto.randomUUID() };
    return last.current.key;
  };
}

/** Values that the user has changed, over the newest of the record. */
function merged<Values extends object>(mine: Values, base: Values, theirs: Values): Values {
  const own = Object.entries(mine).filter(([name, value]) => !isSame(value, base[name as keyof Values]));
  return { ...theirs, ...(Object.fromEntries(own) as Partial<Values>) };
}

/** Behaviour of a form: values, checks, submit, refusals at their fields, and the conflict with another's save. */
export function useForm<Values extends object, Result>(
  form: FormDeclaration<Values, Result>,
  onDone: (result: Result) => void,
) {
  const { t } = useTranslation(['common', 'errors']);
  const [base, setBase] = useState(form.initial);
  const [values, setValues] = useState(form.initial);
  const [revision, setRevision] = useState(form.record?.revision);
  const [isTried, setTried] = useState(false);
  const [refused, setRefused] = useState<FieldErrors>({});
  const [conflict, setConflict] = useState<Revised<Values> | null>(null);
  const requestKey = useRequestKey();

  const own = checkFields(form.fields, values, t);
  const errors: FieldErrors = { ...refused, ...(isTried ? own : {}) };

  const send = useMutation({
    // Every refusal stands in the form.
    meta: { isQuiet: true },
    mutationFn: ({ sent, at }: { sent: Values; at: number | undefined }) =>
      form.submit(sent, {
        headers: {
          'Idempotency-Key': requestKey(sent),
          ...(at === undefined ? {} : { 'If-Match': `W/"${at}"` }),
        },
      }),
    onSuccess: (result) => {
      const text = typeof form.success === 'function' ? form.success(result) : form.success;
      if (text) showToast('success', text);
      onDone(result);
    },
    onError: async (error) => {
      setRefused(fieldErrors(error, shownFields(form.fields, values), t));
      if (isEditedMeanwhile(error) && form.record) setConflict(await form.record.read());
    },
  });

  const submit = () => {
    setTried(true);
    setRefused({});
    if (Object.keys(own).length > 0 || send.isPending) return;
    send.mutate({ sent: values, at: revision });
  };
  /** Shows what the other one saved; the own changes are gone. */
  const takeTheirs = () => {
    if (!conflict) return;
    setBase(conflict.values);
    setValues(conflict.values);
    setRevision(conflict.revision);
    setConflict(null);
    send.reset();
  };
  /** Saves the own changes over what the other one saved; fields that were not touched stay the other's. */
  const overwrite = () => {
    if (!conflict) return;
    const sent = merged(values, base, conflict.values);
    setValues(sent);
    setBase(conflict.values);
    setRevision(conflict.revision);
    setConflict(null);
    send.mutate({ sent, at: conflict.revision });
  };
  const isAtField = Object.keys(refused).length > 0;
  return {
    form,
    base,
    values,
    set: (change: Partial<Values>) => {
      setValues((current) => ({ ...current, ...change }));
      setRefused((current) =>
        Object.fromEntries(Object.entries(current).filter(([name]) => !(name in change))),
      );
    },
    errors,
    isDirty: !isSame(values, base),
    isBusy: send.isPending,
    /** A refusal that has no field and is no conflict. */
    problem: conflict || isAtField || (isEditedMeanwhile(send.error) && form.record) ? null : send.error,
    conflict,
    takeTheirs,
    overwrite,
    submit,
  };
}

export type FormState<Values extends object, Result = unknown> = ReturnType<typeof useForm<Values, Result>>;
