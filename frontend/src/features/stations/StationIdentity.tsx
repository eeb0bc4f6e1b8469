import { useTranslation } from 'react-i18next';
import type { Station } from '@/api/types';
import { IdentityStrip } from '@/components/card/CardFrame';
import { useFormat } from '@/lib/useFormat';
import { LastSeen } from './LastSeen';
import { StationStatus } from './StationStatus';

export function StationIdentity({ station }: { station: Station }) {
  const { t } = useTranslation(['stations', 'common']);
  const { kw } = useFormat();
  const { name, address, power_limit_w: limit } = station;
  return (
    <IdentityStrip name={name} place={address ?? ''}>
      <StationStatus station={station} withWorking />
      <span>
        <span className="muted">{t('card.lastSeen')}</span> <LastSeen station={station} />
      </span>
      {limit !== null && (
        <span className="num">
          <span className="muted">{t('card.powerLimit')}</span> {kw(limit)}
          <span className="unit">{t('common:units.kw')}</span>
        </span>
      )}
    </IdentityStrip>
  );
}
