import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Quarantined, Session } from '@/api/types';
import { CheckInput } from '@/components/fields/CheckInput';
import { StatePill } from '@/components/states/StateLabel';
import { formatDateTime, shortTransactionNumber } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { candidatesQuery } from './queries';
import classes from './quarantine.module.css';

interface CandidatesProps {
  item: Quarantined;
  chosen: string | null;
  onChoose: (sessionId: string) => void;
}

/** Sessions of the station before the message: one of them is the one it belongs to. */
export function Candidates({ item, chosen, onChoose }: CandidatesProps) {
  const { t } = useTranslation('quarantine');
  const { data } = useQuery(candidatesQuery(item));
  if (!data) return null;
  return (
    <fieldset className={classes['candidates']}>
      <legend>{t('candidates')}</legend>
      {data.length === 0 && <p className="muted">{t('noCandidates')}</p>}
      {data.map((session) => (
        <CheckInput
          key={session.id}
          type="radio"
          name="candidate"
          checked={chosen === session.id}
          onChange={() => onChoose(session.id)}
        >
          <Candidate session={session} />
        </CheckInput>
      ))}
    </fieldset>
  );
}

function Candidate({ session }: { session: Session }) {
  const label = useEnumLabel();
  const { kwh } = useFormat();
  const { t } = useTranslation();
  const number = session.transaction?.number;
  return (
    <span className={classes['candidate']}>
      <span>
        <b className="mono">{number ? shortTransactionNumber(number) : session.id.slice(-8)}</b>
        <StatePill kind="sessionState" code={session.state} capitals />
      </span>
      <small className="num">
        {session.connector_number}: {label('connectorType', session.connector_type)},{' '}
        {formatDateTime(session.started_at, session.time_zone, false)}, {kwh(session.energy_wh)}{' '}
        {t('units.kwh')}
      </small>
    </span>
  );
}
