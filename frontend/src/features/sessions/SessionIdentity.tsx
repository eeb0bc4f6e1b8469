import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Session } from '@/api/types';
import { Fact, FactStrip } from '@/components/card/CardFrame';
import { ConnectorFace } from '@/components/icons/ConnectorFace';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { otherZone } from '@/lib/zonedDay';
import { useFormat } from '@/lib/useFormat';
import { Maximum, When } from './cells';

/** The strip that stays on all tabs: where, when, how much. */
export function SessionIdentity({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  const label = useEnumLabel();
  const { kwh, number } = useFormat();
  const { soc_start: from, soc_end: to, efficiency } = session;
  return (
    <FactStrip>
      <Fact label={t('columns.station')}>
        <Link to={`/stations/${session.station_id}/connectors?connector=${session.connector_number}`}>
          {session.station_number}
        </Link>
      </Fact>
      <Fact label={t('card.connector')}>
        <ConnectorFace
          type={session.connector_type}
          size={18}
          tone={session.is_open ? 'charge' : undefined}
        />
        {session.connector_number}: {label('connectorType', session.connector_type)}
      </Fact>
      <Fact
        label={[t('columns.when'), otherZone(session.started_at, session.time_zone)]
          .filter(Boolean)
          .join(', ')}
      >
        <When session={session} />
      </Fact>
      <Fact label={t('columns.energy')}>{kwh(session.energy_wh)}</Fact>
      {from !== null && (
        <Fact label={t('card.soc')}>
          {Math.round(from)} % → {Math.round(to ?? from)} %
        </Fact>
      )}
      <Fact label={t('columns.max')}>
        <Maximum session={session} />
      </Fact>
      {efficiency !== null && <Fact label={t('columns.efficiency')}>{number(efficiency, 2)}</Fact>}
    </FactStrip>
  );
}
