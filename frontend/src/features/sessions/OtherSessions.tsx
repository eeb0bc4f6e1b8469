import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { ListView } from '@/components/list/ListView';
import type { ListScope } from '@/components/list/types';
import { useSessionsList } from './useSessionsList';
import classes from './sessions.module.css';

/** Whose other sessions are shown. */
export interface Shown {
  title: string;
  scope: ListScope;
  note?: string;
}

/** Sessions of the card's owner; of anybody else those of the same credential, and only those (SES-036, SES-090). */
export function useShownOfUser(session: Session): Shown | null {
  const { t } = useTranslation('sessions');
  const { id, start_user: user, start_credential: credential, payer } = session;
  return useMemo(() => {
    if (!user) return null;
    const isOurs = credential?.kind === 'rfid' && payer.kind === 'user' && payer.id !== null;
    const filters = isOurs && payer.id ? { user_id: [payer.id] } : { same_user_as: [id] };
    return {
      title: t('info.usersSessions'),
      scope: { filters, chips: [user], without: [] },
      ...(isOurs || credential?.kind === 'login_password' ? {} : { note: t('info.sameUser') }),
    };
  }, [t, id, user, credential, payer]);
}

export function useShownOfVehicle(): (uid: string) => Shown {
  const { t } = useTranslation('sessions');
  return (uid) => ({
    title: t('info.carsSessions'),
    scope: { filters: { vehicle_uid: [uid] }, chips: [uid], without: [] },
  });
}

/** A list in the upper part of the card that goes away again. */
export function OtherSessions({ shown, onClose }: { shown: Shown; onClose: () => void }) {
  const { t } = useTranslation('sessions');
  const list = useSessionsList(shown.scope);
  return (
    <section className={classes['others']} aria-label={shown.title}>
      <header>
        <span className="muted">{shown.note}</span>
        <IconButton icon="cross" dense label={t('info.hideSessions')} onClick={onClose} />
      </header>
      <ListView list={list} />
    </section>
  );
}
