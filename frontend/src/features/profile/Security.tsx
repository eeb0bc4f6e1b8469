import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { PlainDialog } from '@/components/dialog/PlainDialog';
import { FormWindow } from '@/components/form/FormWindow';
import type { FormDeclaration } from '@/components/form/types';
import { Mark } from '@/components/icons/Mark';
import type { Me } from '@/api/types';
import { Panel } from './Panel';
import { removeTotp } from './queries';
import { TotpSteps } from './TotpSteps';
import { usePasswordForm } from './usePasswordForm';
import classes from './profile.module.css';

interface SecurityProps {
  me: Me;
  /** The record of the user has changed. */
  onChanged: (me?: Me) => void;
}

type Open = 'password' | 'totp' | 'removal' | null;

/** Password and second factor. */
export function Security({ me, onChanged }: SecurityProps) {
  const { t } = useTranslation('profile');
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const finish = (changed?: Me) => {
    onChanged(changed);
    close();
  };
  return (
    <Panel title={t('security.title')}>
      <div className={classes['setting']}>
        <div>
          <strong>{t('password.name')}</strong>
          <p>{t('password.hint')}</p>
        </div>
        <Button onClick={() => setOpen('password')}>{t('password.change')}</Button>
      </div>
      <div className={classes['setting']}>
        <div>
          <strong>{t('totp.name')}</strong>
          <p>{t('totp.hint')}</p>
          <span className={classes['status']}>
            <Mark name={me.has_totp ? 'check' : 'bar'} tone={me.has_totp ? 'ok' : 'off'} />
            {t(me.has_totp ? 'totp.on' : 'totp.off')}
          </span>
        </div>
        <Button onClick={() => setOpen(me.has_totp ? 'removal' : 'totp')}>
          {t(me.has_totp ? 'totp.remove' : 'totp.setUp')}
        </Button>
      </div>
      {open === 'password' && <PasswordWindow onClose={close} onDone={finish} />}
      {open === 'removal' && <RemovalWindow onClose={close} onDone={() => finish()} />}
      {open === 'totp' && (
        <PlainDialog title={t('totp.title')} onClose={close}>
          <TotpSteps onDone={() => finish()} />
        </PlainDialog>
      )}
    </Panel>
  );
}

const PasswordWindow = ({ onClose, onDone }: { onClose: () => void; onDone: (me: Me) => void }) => (
  <FormWindow form={usePasswordForm()} onClose={onClose} onDone={onDone} />
);

function RemovalWindow({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('profile');
  const form: FormDeclaration<{ password: string; code: string }> = {
    title: t('totp.removal'),
    confirm: t('totp.removeConfirm'),
    confirmLook: 'danger',
    before: <p>{t('totp.removalHint')}</p>,
    fields: [
      {
        kind: 'password',
        name: 'password',
        label: t('password.current'),
        isRequired: true,
        autoComplete: 'current-password',
        codes: ['password_wrong', 'invalid_credentials'],
      },
      {
        kind: 'text',
        name: 'code',
        label: t('totp.code'),
        isRequired: true,
        autoComplete: 'one-time-code',
        codes: ['totp_invalid'],
      },
    ],
    initial: { password: '', code: '' },
    submit: removeTotp,
    success: t('totp.removed'),
  };
  return <FormWindow form={form} onClose={onClose} onDone={onDone} />;
}
