import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Session } from '@/api/types';
import { Block, CardColumns, FieldLine, FieldList } from '@/components/card/Fields';
import { ConnectorFace } from '@/components/icons/ConnectorFace';
import { Note } from '@/components/messages/Note';
import { formatClock } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { useControllerWords } from './cells';
import { EventChain } from './EventChain';

interface SessionProps {
  session: Session;
}

export function InfoTab({ session }: SessionProps) {
  const { t } = useTranslation('sessions');
  return (
    <CardColumns>
      <section>
        <GeneralBlock session={session} />
        <ConnectorBlock session={session} />
      </section>
      <section>
        <ParametersBlock session={session} />
      </section>
      <section>
        <Block title={t('info.chain')}>
          <EventChain session={session} />
          {session.is_late && (
            <div style={{ padding: '0 16px' }}>
              <Note tone="off">{t('info.late')}</Note>
            </div>
          )}
        </Block>
      </section>
    </CardColumns>
  );
}

function GeneralBlock({ session }: SessionProps) {
  const { t } = useTranslation('sessions');
  const { number } = useFormat();
  const label = useEnumLabel();
  const { payer, transaction, efficiency } = session;
  return (
    <Block title={t('info.general')}>
      <FieldList>
        <FieldLine label={t('info.transaction')} wide>
          <span className="mono">{transaction?.number}</span>
        </FieldLine>
        <FieldLine label={t('info.station')}>
          <Link to={`/stations/${session.station_id}`}>{session.station_number}</Link>
        </FieldLine>
        <FieldLine label={t('info.startUser')}>{session.start_user_label}</FieldLine>
        <FieldLine label={t('info.stopUser')}>{session.stop_user_label}</FieldLine>
        <FieldLine label={t('info.payer')}>{payer.label ?? label('payerKind', payer.kind)}</FieldLine>
        <FieldLine label={t('info.efficiency')}>{efficiency !== null && number(efficiency, 2)}</FieldLine>
      </FieldList>
    </Block>
  );
}

function ConnectorBlock({ session }: SessionProps) {
  const { t } = useTranslation('sessions');
  const label = useEnumLabel();
  const words = useControllerWords();
  const { connector_type: type, controller_status: controller } = session;
  return (
    <Block title={t('info.connector')}>
      <FieldList>
        <FieldLine label={t('info.type')}>
          <span style={{ display: 'inline-flex', gap: 6, alignItems: 'center', verticalAlign: 'top' }}>
            <ConnectorFace type={type} size={16} />
            {label('connectorType', type)}
          </span>
        </FieldLine>
        <FieldLine label={t('info.number')}>{session.connector_number}</FieldLine>
        <FieldLine label={t('info.controllerStatus')}>{controller && words(controller)}</FieldLine>
        <FieldLine label={t('info.flags')}>{session.flags.join(', ')}</FieldLine>
      </FieldList>
    </Block>
  );
}

function ParametersBlock({ session }: SessionProps) {
  const { t } = useTranslation('sessions');
  const { kwh, number } = useFormat();
  const { transaction, power_w: power, max_power_w: most, soc_start: from, soc_end: to } = session;
  const percent = (value: number | null) => value !== null && `${Math.round(value)} %`;
  const stop = transaction?.meter_stop_wh ?? null;
  return (
    <Block title={t('info.parameters')}>
      <FieldList figures>
        <FieldLine label={t('info.energy')}>{kwh(session.energy_wh)}</FieldLine>
        <FieldLine label={t('info.meterStart')}>{transaction && kwh(transaction.meter_start_wh)}</FieldLine>
        <FieldLine label={t('info.meterStop')}>{stop !== null && kwh(stop)}</FieldLine>
        {session.is_open && power !== null && (
          <FieldLine label={t('info.power')}>{number(power / 1000, 2)}</FieldLine>
        )}
        <FieldLine label={t('info.maxPower')}>{number(most / 1000, 2)}</FieldLine>
        <FieldLine label={t('info.socStart')}>{percent(from)}</FieldLine>
        <FieldLine label={t('info.socEnd')}>{percent(to)}</FieldLine>
        <FieldLine label={t('info.maxCurrent')}>{number(session.max_current_a, 2)}</FieldLine>
        <FieldLine label={t('info.duration')}>
          {session.duration_seconds !== null && formatClock(session.duration_seconds)}
        </FieldLine>
      </FieldList>
    </Block>
  );
}
