import { useId, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { Field } from '@/components/fields/Field';
import { TextInput } from '@/components/fields/TextInput';
import { Refusal } from './Refusal';
import classes from './auth.module.css';

interface CodeFormProps {
  isBusy: boolean;
  error: Error | null;
  onCode: (code: string) => void;
  onBack: () => void;
}

/** The second step of a sign-in: a code of the app, or one of the recovery codes. */
export function CodeForm({ isBusy, error, onCode, onBack }: CodeFormProps) {
  const { t } = useTranslation('auth');
  const [code, setCode] = useState('');
  const id = useId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (code.trim()) onCode(code.trim());
  };
  return (
    <form className={classes['form']} onSubmit={submit} noValidate>
      <h1>{t('code.title')}</h1>
      <Field label={t('code.label')} htmlFor={id} hint={t('code.hint')}>
        <TextInput
          id={id}
          tall
          // eslint-disable-next-line jsx-a11y/no-autofocus -- The form has just replaced the one that had the focus.
          autoFocus
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={50}
          value={code}
          isInvalid={error !== null}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => setCode(target.value)}
        />
      </Field>
      <Button type="submit" look="primary" capitals disabled={isBusy}>
        {t('code.submit')}
      </Button>
      <Button look="text" onClick={onBack}>
        {t('code.back')}
      </Button>
      {error && <Refusal error={error} />}
    </form>
  );
}
