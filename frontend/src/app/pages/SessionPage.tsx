import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import type { Session } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { IconButton } from '@/components/buttons/IconButton';
import { CardFrame } from '@/components/card/CardFrame';
import { PageTitle } from '@/components/card/PageTitle';
import { RecordState } from '@/components/card/RecordState';
import { loadPlot } from '@/components/chart/loadPlot';
import { FormDialog } from '@/components/dialog/FormDialog';
import { CommandProgress } from '@/features/commands/CommandProgress';
import { useSendAndTell } from '@/features/commands/useSendAndTell';
import { OperationLog } from '@/features/operationLog/OperationLog';
import { SessionPayments } from '@/features/payments/SessionPayments';
import { SessionState } from '@/features/sessions/cells';
import { ChartsTab } from '@/features/sessions/ChartsTab';
import { StateWindow } from '@/features/sessions/corrections';
import { DumpTab } from '@/features/sessions/DumpTab';
import { FileButtons } from '@/features/sessions/FileButtons';
import { InfoTab } from '@/features/sessions/InfoTab';
import { PricingTab } from '@/features/sessions/PricingTab';
import { sessionQuery, useRefreshSession } from '@/features/sessions/queries';
import { SessionIdentity } from '@/features/sessions/SessionIdentity';
import { useCan, useMe, type Right } from '@/lib/me';
import { useOffline } from '@/lib/offline';
import { whenIdle } from '@/lib/whenIdle';
import { paths } from '../paths';

const TABS = ['info', 'charts', 'dump', 'log', 'pricing', 'payments'] as const;
type TabId = (typeof TABS)[number];

const RIGHTS: Record<TabId, Right> = {
  info: 'sessions:read',
  charts: 'sessions:read',
  dump: 'sessions:read',
  log: 'operation-log:read',
  pricing: 'charges:read',
  payments: 'payments:read',
};

const isTab = (name: string | undefined): name is TabId => TABS.some((tab) => tab === name);

/** Card of a session; its heading is the internal id (SES-074). */
export function SessionPage() {
  const { t } = useTranslation('shell');
  const { sessionId = '', tab } = useParams();
  const query = useQuery(sessionQuery(sessionId));
  if (!isTab(tab)) return <Navigate to={`${paths.sessions}/${sessionId}/info`} replace />;
  return (
    <>
      <PageTitle title={sessionId} parent={{ name: t('page.sessions'), path: paths.sessions }} />
      <RecordState query={query} listPath={paths.sessions}>
        {(session) => <SessionCard session={session} tab={tab} />}
      </RecordState>
    </>
  );
}

interface SessionCardProps {
  session: Session;
  tab: TabId;
}

function SessionCard({ session, tab }: SessionCardProps) {
  const { t } = useTranslation(['sessions', 'common']);
  const rights = useMe()?.rights ?? [];
  // Whoever reads a session looks at its charts next; what fails now is asked for again then.
  useEffect(() => whenIdle(() => void loadPlot().catch(() => undefined)), []);
  const tabs = TABS.filter((id) => rights.includes(RIGHTS[id])).map((id) => ({
    id,
    title: t(`card.tabs.${id}`),
    path: `${paths.sessions}/${session.id}/${id}`,
  }));
  const actions = (
    <>
      <StateButton session={session} />
      <FileButtons session={session} />
      <RefreshButton id={session.id} />
    </>
  );
  return (
    <CardFrame identity={<SessionIdentity session={session} />} tabs={tabs} active={tab} actions={actions}>
      {tab === 'info' && <InfoTab session={session} interrupt={<Interrupt session={session} />} />}
      {tab === 'charts' && <ChartsTab session={session} />}
      {tab === 'dump' && <DumpTab session={session} />}
      {tab === 'log' && <SessionLog session={session} />}
      {tab === 'pricing' && <PricingTab session={session} />}
      {tab === 'payments' && <SessionPayments sessionId={session.id} />}
    </CardFrame>
  );
}

/** A command comes before the session that it begins, and a station's clock may be a little off. */
const AROUND_MS = 120_000;

const moved = (at: string, by: number) => new Date(Date.parse(at) + by).toISOString();

/** What the log of the station tells of the connector while the session lasted. */
function SessionLog({ session }: { session: Session }) {
  const { station_id: id, station_number: number, time_zone: zone, started_at: from, ended_at: to } = session;
  const { connector_number: place, connector_type: type } = session;
  const station = useMemo(
    () => ({ id, number, time_zone: zone, connectors: [{ number: place, type }] }),
    [id, number, zone, place, type],
  );
  const span = useMemo(
    () => ({ from: moved(from, -AROUND_MS), to: to === null ? null : moved(to, AROUND_MS) }),
    [from, to],
  );
  return <OperationLog station={station} connector={{ number: place }} span={span} />;
}

/** Reads everything again that the card shows, whatever of it is open (SES-079). */
function RefreshButton({ id }: { id: string }) {
  const { t } = useTranslation();
  const refresh = useRefreshSession(id);
  const [isBusy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    await refresh();
    setBusy(false);
  };
  return (
    <IconButton icon="refresh" label={t('card.refresh')} spinning={isBusy} onClick={() => void press()} />
  );
}

/** Ends an open session by the remote command «Завершить зарядную сессию» (SES-126..129). */
function Interrupt({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  const canCommand = useCan('stations:command');
  const isOffline = useOffline();
  const [isAsking, setAsking] = useState(false);
  const { send, isSending } = useSendAndTell(() => setAsking(false));
  const isOffered = session.is_open && session.transaction !== null && canCommand;
  if (!canCommand) return null;
  const progress = (
    <CommandProgress
      station={{ id: session.station_id, time_zone: session.time_zone }}
      connector={{ number: session.connector_number }}
      since={session.started_at}
    />
  );
  if (!isOffered) return session.is_open ? progress : null;
  return (
    <>
      <Button look="dangerOutline" disabled={isOffline} onClick={() => setAsking(true)}>
        {t('interrupt.button')}
      </Button>
      {isAsking && (
        <FormDialog
          title={t('interrupt.button')}
          confirm={t('interrupt.confirm')}
          confirmLook="danger"
          isBusy={isSending}
          onConfirm={() =>
            send({
              station_id: session.station_id,
              connector_number: session.connector_number,
              kind: 'stop_session',
              parameters: { is_interruption: true },
            })
          }
          onClose={() => setAsking(false)}
        >
          <p>{t('interrupt.text', { station: session.station_number })}</p>
        </FormDialog>
      )}
      {progress}
    </>
  );
}

/** The present state; for those who may, it opens the choice of another (SES-076, SES-192). */
function StateButton({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  const canCorrect = useCan('sessions:write');
  const [isChoosing, setChoosing] = useState(false);
  if (!canCorrect) return <SessionState session={session} />;
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={t('correct.stateTitle')}
        onClick={() => setChoosing(true)}
      >
        <SessionState session={session} />
      </button>
      {isChoosing && <StateWindow session={session} onClose={() => setChoosing(false)} />}
    </>
  );
}
