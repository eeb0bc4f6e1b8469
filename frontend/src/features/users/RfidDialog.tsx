import Dialog from '@mui/material/Dialog';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';
import type { Credential, User } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { IconButton } from '@/components/buttons/IconButton';
import dialog from '@/components/dialog/dialog.module.css';
import { Field } from '@/components/fields/Field';
import { TextInput } from '@/components/fields/TextInput';
import { Note } from '@/components/messages/Note';
import { Skeleton, useIsSlow } from '@/components/messages/Skeleton';
import { StateMessage } from '@/components/messages/StateMessage';
import { showToast } from '@/components/toast/toasts';
import { useCan } from '@/lib/me';
import { useErrorText } from '@/lib/useErrorText';
import { usePhone } from '@/lib/useMedia';
import { fullName } from './cells';
import { credentialsQuery, userQuery, useUserDeeds } from './queries';
import { UnbindQuestion } from './UnbindQuestion';
import { CardRow } from './CardRow';
import classes from './rfid.module.css';

/** USR-054. */
export const MOST_CARDS = 15;
const NUMBER = { least: 4, most: 36 };

interface RfidDialogProps {
  user: User;
  onClose: () => void;
}

/** «Удостоверения пользователя (RFID)»: cards are bound and unbound at once, there is nothing to save. */
export function RfidDialog({ user: opened, onClose }: RfidDialogProps) {
  const { t } = useTranslation(['users', 'common']);
  const isPhone = usePhone();
  const canWrite = useCan('credentials:write');
  const id = useId();
  const { data: user = opened } = useQuery(userQuery(opened.id));
  const { data, isPending } = useQuery(credentialsQuery(opened.id));
  const [asked, setAsked] = useState<{ card: Credential; anchor: HTMLElement } | null>(null);
  const isSlow = useIsSlow(isPending);
  const cards = data?.filter(({ kind }) => kind === 'rfid');
  return (
    <Dialog open fullScreen={isPhone} maxWidth={false} onClose={onClose} aria-labelledby={id}>
      <div className={`${dialog['dialog']} ${classes['dialog']}`}>
        <header>
          <h2 id={id}>{t('rfid.title')}</h2>
          <IconButton icon="cross" label={t('common:dismiss')} onClick={onClose} />
        </header>
        <div className={`${dialog['body']} ${classes['body']}`}>
          <p className={classes['owner']}>
            <b>{user.login}</b>
            <span className="ellipsis">{fullName(user)}</span>
            {cards && (
              <span className="num">{t('rfid.count', { count: cards.length, most: MOST_CARDS })}</span>
            )}
          </p>
          {isSlow && <Skeleton width="60%" />}
          {cards?.length === 0 && <StateMessage icon="card" title={t('rfid.empty')} />}
          {cards && cards.length > 0 && (
            <ol className={classes['cards']} aria-label={t('rfid.label')}>
              {cards.map((card, index) => (
                <CardRow
                  key={card.id}
                  card={card}
                  place={index + 1}
                  isAsked={asked?.card.id === card.id}
                  onUnbind={canWrite ? (anchor) => setAsked({ card, anchor }) : undefined}
                />
              ))}
            </ol>
          )}
          {cards && canWrite && (cards.length < MOST_CARDS ? <BindField user={user} /> : <LimitNote />)}
        </div>
        <footer>
          <Button capitals onClick={onClose}>
            {t('common:close')}
          </Button>
          <small>{t('rfid.oneOwner')}</small>
        </footer>
      </div>
      {asked && (
        <UnbindQuestion user={user} card={asked.card} anchor={asked.anchor} onClose={() => setAsked(null)} />
      )}
    </Dialog>
  );
}

function LimitNote() {
  const { t } = useTranslation('users');
  return <Note tone="off">{t('rfid.limit')}</Note>;
}

/** «Добавить RFID удостоверение» with its «+». */
function BindField({ user }: { user: User }) {
  const { t } = useTranslation('users');
  const errorText = useErrorText();
  const deeds = useUserDeeds();
  const id = useId();
  const [number, setNumber] = useState('');
  const [isTried, setTried] = useState(false);
  const bind = useMutation({
    meta: { isQuiet: true },
    mutationFn: (typed: string) => deeds.bind(user, typed),
    onSuccess: () => {
      setNumber('');
      setTried(false);
    },
    // The documented refusal is a message at the upper right; what is wrong with the number stands at the field.
    onError: (error) => showToast('error', errorText(error).text),
  });
  const typed = number.trim();
  const isShort = typed.length < NUMBER.least;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isShort && !bind.isPending) bind.mutate(typed);
  };
  const isTaken = bind.error instanceof ApiProblem && bind.error.code === 'credential_taken';
  const isWrong = isTried && (isShort || isTaken);
  return (
    <form onSubmit={submit} noValidate>
      <Field
        label={t('rfid.add')}
        htmlFor={id}
        hint={t('rfid.hint')}
        error={isTried && isShort ? t('rfid.short', NUMBER) : isWrong ? t('rfid.taken') : undefined}
      >
        <span className={classes['bind']}>
          <TextInput
            id={id}
            className="mono"
            autoComplete="off"
            maxLength={NUMBER.most}
            isInvalid={isWrong}
            aria-describedby={`${id}-hint`}
            value={number}
            onChange={({ target }) => {
              setNumber(target.value);
              setTried(false);
            }}
          />
          <IconButton icon="plus" label={t('rfid.bind')} type="submit" disabled={bind.isPending} />
        </span>
      </Field>
    </form>
  );
}
