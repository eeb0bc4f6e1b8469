import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Quarantined, QuarantinedDetail } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { CopyButton } from '@/components/buttons/CopyButton';
import { FieldLine, FieldList } from '@/components/card/Fields';
import { JsonView } from '@/components/code/JsonView';
import { NotLoaded } from '@/components/messages/NotLoaded';
import { Note } from '@/components/messages/Note';
import { Pane } from '@/components/split/SplitView';
import { formatDateTime } from '@/lib/format';
import { useCan } from '@/lib/me';
import { useOffline } from '@/lib/offline';
import { aboutOf, ItemState } from './cells';
import { Candidates } from './Candidates';
import { DismissWindow, JoinDialog, ReplayDialog } from './decisions';
import { quarantinedQuery } from './queries';
import classes from './quarantine.module.css';

type Deed = 'join' | 'replay' | 'dismiss';

interface QuarantinePaneProps {
  item: Quarantined;
  onClose: () => void;
}

/** A message put aside: what it says, why it waits, and what can be done with it. */
export function QuarantinePane({ item, onClose }: QuarantinePaneProps) {
  const { t } = useTranslation('quarantine');
  const query = useQuery(quarantinedQuery(item.id));
  const { data } = query;
  const canDecide = useCan('quarantine:write');
  const isOffline = useOffline();
  const [sessionId, setSessionId] = useState<string | null>(null);
  const [deed, setDeed] = useState<Deed | null>(null);
  const now = data ?? item;
  const close = () => setDeed(null);
  const joins = now.kind !== 'rejected_frame';
  const title = t(`kinds.${now.kind}`);
  const footer = canDecide && now.state === 'waiting' && (
    <>
      {joins ? (
        <>
          <Button
            look="primary"
            icon="link"
            disabled={isOffline || sessionId === null}
            onClick={() => setDeed('join')}
          >
            {t('join.action')}
          </Button>
          <Button icon="refresh" disabled={isOffline} onClick={() => setDeed('replay')}>
            {t('replay.action')}
          </Button>
        </>
      ) : null}
      <Button look="dangerOutline" disabled={isOffline} onClick={() => setDeed('dismiss')}>
        {t('dismiss.action')}
      </Button>
    </>
  );
  return (
    <Pane
      label={title}
      title={title}
      tools={data && <CopyButton text={JSON.stringify(data.fact, null, 2)} />}
      footer={footer}
      onClose={onClose}
    >
      <div className={classes['why']}>
        <Note tone={now.state === 'waiting' ? 'warn' : 'off'}>{t(`why.${now.kind}`)}</Note>
      </div>
      <Facts item={now} />
      {data ? <JsonView value={data.fact} label={t('fact')} /> : <NotLoaded query={query} />}
      {joins && canDecide && now.state === 'waiting' && (
        <Candidates item={now} chosen={sessionId} onChoose={setSessionId} />
      )}
      {deed === 'join' && sessionId && <JoinDialog item={now} sessionId={sessionId} onClose={close} />}
      {deed === 'replay' && <ReplayDialog item={now} onClose={close} />}
      {deed === 'dismiss' && <DismissWindow item={now} onClose={close} />}
    </Pane>
  );
}

function Facts({ item }: { item: Quarantined | QuarantinedDetail }) {
  const { t } = useTranslation('quarantine');
  const about = 'fact' in item ? aboutOf(item.fact) : null;
  return (
    <FieldList>
      <FieldLine label={t('columns.state')}>
        <ItemState state={item.state} />
      </FieldLine>
      <FieldLine label={t('columns.station')}>
        <Link to={`/stations/${item.station_id}`}>{item.station_number ?? item.station_id}</Link>
      </FieldLine>
      <FieldLine label={t('columns.received')}>
        <span className="num">{formatDateTime(item.received_at)}</span>
      </FieldLine>
      <FieldLine label={t('columns.transaction')}>
        <span className="mono">{item.transaction_number}</span>
      </FieldLine>
      {about && <FieldLine label={t('about')}>{about}</FieldLine>}
      {item.session_id && (
        <FieldLine label={t('session')}>
          <Link to={`/sessions/${item.session_id}`} className="mono">
            {item.session_id}
          </Link>
        </FieldLine>
      )}
      {item.decided_at && (
        <FieldLine label={t('columns.decidedBy')}>
          {item.decided_by} <span className="num muted">{formatDateTime(item.decided_at)}</span>
        </FieldLine>
      )}
      {item.reason && <FieldLine label={t('columns.reason')}>{item.reason}</FieldLine>}
    </FieldList>
  );
}
