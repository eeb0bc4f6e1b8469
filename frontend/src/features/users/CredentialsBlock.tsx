import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Credential, User } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { Block } from '@/components/card/Fields';
import { Icon } from '@/components/icons/Icon';
import { Skeleton, useIsSlow } from '@/components/messages/Skeleton';
import { useFormat } from '@/lib/useFormat';
import { credentialsQuery } from './queries';
import classes from './card.module.css';

const MOST = 16;

interface CredentialsBlockProps {
  user: User;
  onCards: () => void;
}

/** «Удостоверения»: login and cards, each with what was charged with it (USR-111..115). */
export function CredentialsBlock({ user, onCards }: CredentialsBlockProps) {
  const { t } = useTranslation('users');
  const { data, isPending } = useQuery(credentialsQuery(user.id));
  const isSlow = useIsSlow(isPending);
  const most = Math.max(1, ...(data ?? []).map(({ consumed_energy_wh: energy }) => energy));
  return (
    <Block
      title={t('credentials.title')}
      extra={
        <>
          {data && <span className="muted num">{t('rfid.count', { count: data.length, most: MOST })}</span>}
          <IconButton icon="list" dense label={t('deeds.cards')} onClick={onCards} />
        </>
      }
    >
      {isSlow && <Skeleton width="60%" />}
      <ul className={classes['credentials']} aria-label={t('credentials.title')}>
        {data?.map((credential) => (
          <CredentialRow key={credential.id} credential={credential} most={most} />
        ))}
      </ul>
      <p className={`muted ${classes['note'] ?? ''}`}>{t('credentials.note')}</p>
    </Block>
  );
}

function CredentialRow({ credential, most }: { credential: Credential; most: number }) {
  const { t } = useTranslation(['users', 'common']);
  const { kwh } = useFormat();
  const { kind, label: shown, consumed_energy_wh: energy } = credential;
  return (
    <li>
      <Icon name={kind === 'rfid' ? 'card' : 'key'} />
      <span>
        <b className="ellipsis">{shown}</b>
        <small>{t(`credentials.kind.${kind}`)}</small>
      </span>
      <span>
        <span className="num">
          {kwh(energy)}
          <span className="unit">{t('common:units.kwh')}</span>
        </span>
        <span className={classes['bar']}>
          <i style={{ width: `${(energy / most) * 100}%` }} />
        </span>
      </span>
    </li>
  );
}
