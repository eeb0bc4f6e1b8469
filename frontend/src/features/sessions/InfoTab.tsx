import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Session } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { Block, CardColumns, FieldLine, FieldList } from '@/components/card/Fields';
import { ConnectorFace } from '@/components/icons/ConnectorFace';
import { Note } from '@/components/messages/Note';
import { tip } from '@/components/tooltip/tip';
import { formatClock, formatDateTime } from '@/lib/format';
import { useCan } from '@/lib/me';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { useControllerWords } from './cells';
import { EnergyWindow } from './corrections';
import { EventChain } from './EventChain';
import { OtherSessions, useShownOfUser, useShownOfVehicle, type Shown } from './OtherSessions';
import { Remaining, VehicleBlock } from './VehicleBlock';
import classes from './sessions.module.css';

interface SessionProps {
  session: Session;
}

/** Value and kind of a credential: «EC600594 (OCPP)»; a placeholder has no mark. */
function Credential({ credential }: { credential: Session['start_credential'] }) {
  const label = useEnumLabel();
  if (!credential) return null;
  if (credential.kind === 'stub') return credential.label;
  return `${credential.label} (${label('credentialKind', credential.kind)})`;
}

interface InfoTabProps extends SessionProps {
  /** «Прервать сессию», while it can be. */
  interrupt?: ReactNode;
}

export function InfoTab({ session, interrupt }: InfoTabProps) {
  const { t } = useTranslation('sessions');
  const [others, setOthers] = useState<Shown | null>(null);
  const ofVehicle = useShownOfVehicle();
  return (
    <>
      {others && <OtherSessions key={others.title} shown={others} onClose={() => setOthers(null)} />}
      <CardColumns>
        <section>
          <GeneralBlock session={session} onSessions={setOthers} />
          <ConnectorBlock session={session} />
        </section>
        <section>
          <ParametersBlock session={session} />
        </section>
        <section>
          <Block title={t('info.chain')}>
            <EventChain session={session} />
            <div className={classes['underChain']}>
              <Remaining session={session} />
              {interrupt}
              {session.is_late && <Note tone="off">{t('info.late')}</Note>}
            </div>
          </Block>
          <VehicleBlock session={session} onSessions={(uid) => setOthers(ofVehicle(uid))} />
        </section>
      </CardColumns>
    </>
  );
}

function GeneralBlock({ session, onSessions }: SessionProps & { onSessions: (shown: Shown) => void }) {
  const { t } = useTranslation('sessions');
  const ofUser = useShownOfUser(session);
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
          <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: '0 6px' }}>
            <Link to={`/stations/${session.station_id}`}>{session.station_number}</Link>
            <span>{session.station_name}</span>
          </span>
        </FieldLine>
        <FieldLine label={t('info.startUser')}>
          {ofUser && (
            <span className={classes['withLink']}>
              {session.start_user}
              <button type="button" className={classes['link']} onClick={() => onSessions(ofUser)}>
                {t('info.usersSessions')}
              </button>
            </span>
          )}
        </FieldLine>
        <FieldLine label={t('info.startCredential')}>
          <Credential credential={session.start_credential} />
        </FieldLine>
        <FieldLine label={t('info.stopUser')}>
          <Credential credential={session.stop_credential} />
        </FieldLine>
        <FieldLine label={t('info.stopCredential')}>
          <Credential credential={session.stop_credential} />
        </FieldLine>
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
  const { number } = useFormat();
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
        <FieldLine label={t('info.flags')}>
          <Flags codes={session.flags} />
        </FieldLine>
        <FieldLine label={t('info.powerLimit')}>
          {session.power_limit_w !== null && number(session.power_limit_w / 1000, 2)}
        </FieldLine>
      </FieldList>
    </Block>
  );
}

/** Codes as they are in both languages, what they mean in the hint (ENU-557..566). */
export function Flags({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation('sessions');
  const shown = codes.length > 0 ? codes : ['None'];
  return (
    <span className={classes['flags']}>
      {shown.map((code) => (
        <span key={code} {...tip(t(`flags.${code}` as 'flags.None', { defaultValue: code }))}>
          {code}
        </span>
      ))}
    </span>
  );
}

function ParametersBlock({ session }: SessionProps) {
  const { t } = useTranslation('sessions');
  const { kwh, number } = useFormat();
  const { transaction, power_w: power, max_power_w: most, soc_start: from, soc_end: to } = session;
  const percent = (value: number | null) => value !== null && `${Math.round(value)} %`;
  const stop = transaction?.meter_stop_wh ?? null;
  const metered = transaction && stop !== null ? Math.max(0, stop - transaction.meter_start_wh) : null;
  const canCorrect = useCan('sessions:write');
  const [isCorrecting, setCorrecting] = useState(false);
  return (
    <Block title={t('info.parameters')}>
      {isCorrecting && <EnergyWindow session={session} onClose={() => setCorrecting(false)} />}
      <FieldList figures>
        <FieldLine label={t('info.energy')}>
          <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
            {canCorrect && (
              <IconButton
                icon="pencil"
                dense
                label={t('correct.editEnergy')}
                onClick={() => setCorrecting(true)}
              />
            )}
            {kwh(session.energy_wh)}
          </span>
          {session.is_corrected && metered !== null && metered !== session.energy_wh && (
            <small className="muted">
              {t('info.corrected')}. {t('info.told', { value: kwh(metered) })}
            </small>
          )}
        </FieldLine>
        <FieldLine label={t('info.meterStart')}>{transaction && kwh(transaction.meter_start_wh)}</FieldLine>
        <FieldLine label={t('info.meterStop')}>{stop !== null && kwh(stop)}</FieldLine>
        {session.is_open && power !== null && (
          <FieldLine label={t('info.power')}>{number(power / 1000, 2)}</FieldLine>
        )}
        <FieldLine label={t('info.maxPower')}>{number(most / 1000, 2)}</FieldLine>
        <FieldLine label={t('info.socStart')}>{percent(from)}</FieldLine>
        <FieldLine label={t('info.socEnd')}>{percent(to)}</FieldLine>
        <FieldLine label={t('info.minCurrent')}>
          {session.min_current_a !== null && number(session.min_current_a, 2)}
        </FieldLine>
        <FieldLine label={t('info.maxCurrent')}>{number(session.max_current_a, 2)}</FieldLine>
        <FieldLine label={t('info.limitsFrom')}>
          {session.limits_from && formatDateTime(session.limits_from, session.time_zone)}
        </FieldLine>
        <FieldLine label={t('info.allowedPower')}>
          {session.power_limit_w !== null && number(session.power_limit_w / 1000, 2)}
        </FieldLine>
        <FieldLine label={t('info.allowedTime')}>
          {session.allowed_seconds !== null && formatClock(session.allowed_seconds)}
        </FieldLine>
        <FieldLine label={t('info.allowedEnergy')}>
          {session.allowed_energy_wh !== null && kwh(session.allowed_energy_wh)}
        </FieldLine>
        <FieldLine label={t('info.duration')}>
          {session.duration_seconds !== null && formatClock(session.duration_seconds)}
        </FieldLine>
      </FieldList>
    </Block>
  );
}
