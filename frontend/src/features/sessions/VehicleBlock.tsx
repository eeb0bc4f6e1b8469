import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Session } from '@/api/types';
import { Block, FieldLine, FieldList } from '@/components/card/Fields';
import { useFormat } from '@/lib/useFormat';
import { useNow } from '@/lib/useNow';
import { vehicleQuery } from './queries';
import classes from './sessions.module.css';

interface VehicleBlockProps {
  session: Session;
  /** «Показать сессии автомобиля», with the vehicle's id. */
  onSessions: (uid: string) => void;
}

/** «Данные от машины»: empty where the vehicle told nothing (SES-130..138). */
export function VehicleBlock({ session, onSessions }: VehicleBlockProps) {
  const { t } = useTranslation('sessions');
  const { number, kwh } = useFormat();
  const { data: vehicle } = useQuery(vehicleQuery(session.id));
  const figure = (value: number | null | undefined, decimals: number) =>
    value !== null && value !== undefined && number(value, decimals);
  const { uid, battery_capacity_wh: capacity, max_power_w: power } = vehicle ?? {};
  return (
    <Block title={t('info.vehicle')}>
      <FieldList figures>
        <FieldLine label={t('info.uid')}>
          {uid && (
            <span className={classes['withLink']}>
              <span className="mono">{uid}</span>
              <button type="button" className={classes['link']} onClick={() => onSessions(uid)}>
                {t('info.carsSessions')}
              </button>
            </span>
          )}
        </FieldLine>
        <FieldLine label={t('info.capacity')}>
          {capacity !== null && capacity !== undefined && kwh(capacity)}
        </FieldLine>
        <FieldLine label={t('info.batteryVoltage')}>{figure(vehicle?.battery_voltage_v, 0)}</FieldLine>
        <FieldLine label={t('info.vehiclePower')}>
          {power !== null && power !== undefined && number(power / 1000, 2)}
        </FieldLine>
        <FieldLine label={t('info.vehicleVoltage')}>{figure(vehicle?.max_voltage_v, 0)}</FieldLine>
        <FieldLine label={t('info.vehicleCurrent')}>{figure(vehicle?.max_current_a, 0)}</FieldLine>
      </FieldList>
    </Block>
  );
}

const pad = (value: number) => String(value).padStart(2, '0');
/** `00:41:56`. */
const clock = (seconds: number) =>
  `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;

/** What the vehicle said is left, counted down since it said so; nothing when it did not (SES-126). */
export function Remaining({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  const now = useNow();
  const { data: vehicle } = useQuery(vehicleQuery(session.id));
  const { remaining_seconds: seconds, told_at: at } = vehicle ?? {};
  if (!session.is_open || seconds === null || seconds === undefined || !at) return null;
  const left = Math.max(0, Math.round(seconds - (now - Date.parse(at)) / 1000));
  return (
    <p className={classes['remaining']}>
      <b className="num">{clock(left)}</b> {t('info.remaining')}
    </p>
  );
}
