import { useId, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { Field } from '@/components/fields/Field';
import { PasswordInput } from '@/components/fields/PasswordInput';
import { TextInput } from '@/components/fields/TextInput';
import { Refusal } from './Refusal';
import type { Credentials } from './queries';
import classes from './auth.module.css';

interface PasswordFormProps {
  isBusy: boolean;
  error: Error | null;
  onSubmit: (credentials: Credentials) => void;
}

/** Login, password, button; a refusal stands under them and the typed text stays. */
export function PasswordForm({ isBusy, error, onSubmit }: PasswordFormProps) {
  const { t } = useTranslation('auth');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const id = useId();

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (login && password) onSubmit({ login, password });
  };
  return (
    <form className={classes['form']} onSubmit={submit} noValidate>
      <h1>{t('title')}</h1>
      <Field label={t('login')} htmlFor={`${id}l`} isMissing={isTried && !login}>
        <TextInput
          id={`${id}l`}
          tall
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={login}
          isInvalid={isTried && !login}
          aria-describedby={`${id}l-hint`}
          onChange={({ target }) => setLogin(target.value)}
        />
      </Field>
      <Field label={t('password')} htmlFor={`${id}p`} isMissing={isTried && !password}>
        <PasswordInput
          id={`${id}p`}
          tall
          autoComplete="current-password"
          value={password}
          isInvalid={isTried && !password}
          aria-describedby={`${id}p-hint`}
          onChange={({ target }) => setPassword(target.value)}
        />
      </Field>
      <Button type="submit" look="primary" capitals disabled={isBusy}>
        {t('submit')}
      </Button>
      {error && <Refusal error={error} />}
    </form>
  );
}
