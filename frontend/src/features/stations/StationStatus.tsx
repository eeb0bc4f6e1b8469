import { useTranslation } from 'react-i18next';
import type { Station } from '@/api/types';
import { Mark } from '@/components/icons/Mark';
import { StateLabel } from '@/components/states/StateLabel';
import { tip } from '@/components/tooltip/tip';
import { useEnumLabel } from '@/lib/useEnumLabel';
import classes from './stations.module.css';

interface StationStatusProps {
  station: Pick<Station, 'technical_status' | 'logical_status' | 'is_activated'>;
  /** «Рабочий режим» is left out of the list to keep it calm. */
  withWorking?: boolean;
}

/** Mark of deactivation, technical status, logical status after a middle dot. */
export function StationStatus({ station, withWorking = false }: StationStatusProps) {
  const { t } = useTranslation('stations');
  const label = useEnumLabel();
  const { technical_status: technical, logical_status: logical, is_activated: isActivated } = station;
  return (
    <span className={classes['status']}>
      {!isActivated && (
        <span
          role="img"
          aria-label={t('deactivated')}
          className={classes['deactivated']}
          {...tip(t('deactivated'))}
        >
          <Mark name="powerOff" tone="off" />
        </span>
      )}
      <StateLabel kind="technicalStatus" code={technical} />
      {(withWorking || logical !== 'working') && (
        <span className={classes['logical']}>{label('logicalStatus', logical)}</span>
      )}
    </span>
  );
}
