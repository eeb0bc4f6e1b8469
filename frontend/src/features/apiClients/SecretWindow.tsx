import Dialog from '@mui/material/Dialog';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { CopyButton } from '@/components/buttons/CopyButton';
import dialog from '@/components/dialog/dialog.module.css';
import { Note } from '@/components/messages/Note';
import type { Secret } from './ApiClientFormWindow';
import classes from './apiClients.module.css';

interface SecretWindowProps {
  secret: Secret;
  onClose: () => void;
}

/** The secret, shown once: nobody can read it again. It closes by its button only. */
export function SecretWindow({ secret, onClose }: SecretWindowProps) {
  const { t } = useTranslation(['apiClients', 'common']);
  const id = useId();
  const lines = [
    { label: t('fields.clientId'), text: secret.client_id },
    { label: t('secret.secret'), text: secret.secret },
  ];
  return (
    <Dialog open aria-labelledby={id}>
      <div className={dialog['dialog']}>
        <header>
          <h2 id={id}>{t('secret.title', { name: secret.name })}</h2>
        </header>
        <div className={`${dialog['body']} ${classes['secret']}`}>
          <Note tone="warn">{t('secret.once')}</Note>
          <dl>
            {lines.map(({ label, text }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <code className="mono">{text}</code>
                  <CopyButton text={text} label={`${t('common:copy')}: ${label}`} />
                </dd>
              </div>
            ))}
          </dl>
        </div>
        <footer>
          <Button look="primary" capitals onClick={onClose}>
            {t('secret.stored')}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
