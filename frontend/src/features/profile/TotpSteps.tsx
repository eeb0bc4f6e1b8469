import { useQuery } from '@tanstack/react-query';
import { useId, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { CopyButton } from '@/components/buttons/CopyButton';
import { Field } from '@/components/fields/Field';
import { TextInput } from '@/components/fields/TextInput';
import { Note } from '@/components/messages/Note';
import { useErrorText } from '@/lib/useErrorText';
import { totpSetupQuery, useConfirmTotp } from './queries';
import { RecoveryCodes } from './RecoveryCodes';
import classes from './profile.module.css';

const DIGITS = 6;

/** Sets up the second factor: picture for the app, a code as proof, then the recovery codes. */
export function TotpSteps({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('profile');
  const errorText = useErrorText();
  const { data: setup, error } = useQuery(totpSetupQuery());
  const confirm = useConfirmTotp();
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recovery_codes} onDone={onDone} />;
  if (error) return <Note tone="fault">{errorText(error).text}</Note>;
  if (!setup) return null;
  return (
    <div className={classes['totp']}>
      <p>{t('totp.scan')}</p>
      <img
        className={classes['qr']}
        alt={t('totp.picture')}
        src={`data:image/svg+xml;utf8,${encodeURIComponent(setup.qr_svg)}`}
      />
      <p className={classes['secret']}>
        <span>{t('totp.secret')}</span>
        <code className="mono">{setup.secret}</code>
        <CopyButton text={setup.secret} />
      </p>
      <CodeField isBusy={confirm.isPending} error={confirm.error} onCode={(code) => confirm.mutate(code)} />
    </div>
  );
}

interface CodeFieldProps {
  isBusy: boolean;
  error: Error | null;
  onCode: (code: string) => void;
}

function CodeField({ isBusy, error, onCode }: CodeFieldProps) {
  const { t } = useTranslation('profile');
  const id = useId();
  const [code, setCode] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (code.length === DIGITS) onCode(code);
  };
  return (
    <form className={classes['code']} onSubmit={submit} noValidate>
      <Field label={t('totp.code')} htmlFor={id} error={error ? t('totp.wrong') : undefined}>
        <TextInput
          id={id}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          isInvalid={error !== null}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => setCode(target.value.replace(/\D/g, '').slice(0, DIGITS))}
        />
      </Field>
      <Button type="submit" look="primary" capitals disabled={isBusy || code.length < DIGITS}>
        {t('totp.confirm')}
      </Button>
    </form>
  );
}
