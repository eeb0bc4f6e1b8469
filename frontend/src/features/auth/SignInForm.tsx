import { useId, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { IconButton } from '@/components/buttons/IconButton';
import { Field } from '@/components/fields/Field';
import { TextInput } from '@/components/fields/TextInput';
import { Note } from '@/components/messages/Note';
import { useErrorText } from '@/lib/useErrorText';
import { useSignIn } from './queries';
import classes from './auth.module.css';

/** Login, password, button; a refusal stands under them and the typed text stays. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useTranslation('auth');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const signIn = useSignIn();
  const id = useId();

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (login && password) signIn.mutate({ login, password }, { onSuccess: onSignedIn });
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
          value={password}
          isInvalid={isTried && !password}
          onChange={setPassword}
        />
      </Field>
      <Button type="submit" look="primary" capitals disabled={signIn.isPending}>
        {t('submit')}
      </Button>
      {signIn.error && <Refusal error={signIn.error} />}
    </form>
  );
}

interface PasswordInputProps {
  id: string;
  value: string;
  isInvalid: boolean;
  onChange: (value: string) => void;
}

function PasswordInput({ id, value, isInvalid, onChange }: PasswordInputProps) {
  const { t } = useTranslation('auth');
  const [isShown, setShown] = useState(false);
  const toggle = (
    <IconButton
      icon="eye"
      dense
      on={isShown}
      label={t(isShown ? 'hidePassword' : 'showPassword')}
      onClick={() => setShown(!isShown)}
    />
  );
  return (
    <TextInput
      id={id}
      tall
      type={isShown ? 'text' : 'password'}
      autoComplete="current-password"
      value={value}
      isInvalid={isInvalid}
      aria-describedby={`${id}-hint`}
      end={toggle}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

function Refusal({ error }: { error: Error }) {
  const errorText = useErrorText();
  return <Note tone="fault">{errorText(error).text}</Note>;
}
