import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { User } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { Block } from '@/components/card/Fields';
import { TypeAhead } from '@/components/fields/TypeAhead';
import { showToast } from '@/components/toast/toasts';
import { useCan } from '@/lib/me';
import { useErrorText } from '@/lib/useErrorText';
import { stationSource, useUserDeeds } from './queries';
import classes from './card.module.css';

interface AllowedStationsProps {
  user: User;
  canWrite: boolean;
}

/** «Разрешенные ЭЗС» (USR-107): each change is saved at once; an empty list means no restriction. */
export function AllowedStations({ user, canWrite }: AllowedStationsProps) {
  const { t } = useTranslation('users');
  const canSeeStations = useCan('stations:read');
  const errorText = useErrorText();
  const deeds = useUserDeeds();
  const id = useId();
  const [isAdding, setAdding] = useState(false);
  const { allowed_stations: stations } = user;
  const save = useMutation({
    meta: { isQuiet: true },
    mutationFn: (ids: string[]) => deeds.allowStations(user, ids),
    onError: (error) => showToast('error', errorText(error).text),
  });
  const ids = stations.map((station) => station.id);
  const mayAdd = canWrite && canSeeStations;
  return (
    <Block
      title={t('stations.title')}
      extra={
        <>
          {stations.length > 0 && <span className="muted num">{stations.length}</span>}
          {mayAdd && (
            <IconButton
              icon="plus"
              dense
              on={isAdding}
              label={t('stations.add')}
              aria-expanded={isAdding}
              onClick={() => setAdding(!isAdding)}
            />
          )}
        </>
      }
    >
      <div className={classes['stations']} aria-busy={save.isPending}>
        {isAdding && (
          <>
            <label className="visually-hidden" htmlFor={id}>
              {t('stations.add')}
            </label>
            <TypeAhead
              id={id}
              source={stationSource}
              value={[]}
              disabled={save.isPending}
              onChange={([chosen]) => {
                if (chosen && !ids.includes(chosen.value)) save.mutate([...ids, chosen.value]);
              }}
            />
          </>
        )}
        {stations.length > 0 && (
          <ul aria-label={t('stations.title')}>
            {stations.map((station) => (
              <li key={station.id}>
                {canSeeStations ? (
                  <Link to={`/stations/${station.id}`}>{station.number}</Link>
                ) : (
                  station.number
                )}
                {canWrite && (
                  <IconButton
                    icon="cross"
                    tiny
                    label={t('stations.remove', { number: station.number })}
                    disabled={save.isPending}
                    onClick={() => save.mutate(ids.filter((other) => other !== station.id))}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
        <p className="muted">{t(stations.length > 0 ? 'stations.some' : 'stations.none')}</p>
      </div>
    </Block>
  );
}
