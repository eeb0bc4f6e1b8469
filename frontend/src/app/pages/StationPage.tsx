import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useParams } from 'react-router';
import type { Connector, DeviceVariable, Station } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { CardFrame } from '@/components/card/CardFrame';
import { PageTitle } from '@/components/card/PageTitle';
import { RecordState } from '@/components/card/RecordState';
import { ListView } from '@/components/list/ListView';
import { CommandPicker } from '@/features/commands/CommandPicker';
import { CommandProgress } from '@/features/commands/CommandProgress';
import { ConnectorCommands } from '@/features/commands/ConnectorCommands';
import { ModuleCommands } from '@/features/commands/ModuleCommands';
import { PowerLimitDialog } from '@/features/commands/PowerLimitDialog';
import { ReadSettings } from '@/features/commands/ReadSettings';
import { SettingForm } from '@/features/commands/SettingForm';
import { Incidents } from '@/features/incidents/Incidents';
import { OpenIncidents } from '@/features/incidents/OpenIncidents';
import { OperationLog } from '@/features/operationLog/OperationLog';
import { ConnectorDump } from '@/features/sessions/ConnectorDump';
import { ConnectorSession } from '@/features/sessions/ConnectorSession';
import { ProtocolLog } from '@/features/protocolLog/ProtocolLog';
import { useConnectorSessionsList, useStationSessionsList } from '@/features/sessions/useSessionsList';
import { hasClimate } from '@/features/stations/climate';
import { stationQuery } from '@/features/stations/queries';
import { StationClimate } from '@/features/stations/StationClimate';
import { StationConnectors } from '@/features/stations/StationConnectors';
import { StationIdentity } from '@/features/stations/StationIdentity';
import { StationInfo } from '@/features/stations/StationInfo';
import { StationJournal } from '@/features/stations/StationJournal';
import { StationVariables } from '@/features/stations/StationVariables';
import { useStationDeeds } from '@/features/stations/useStationDeeds';
import { useStationForms } from '@/features/stations/useStationForms';
import { useCan, useMe, type Right } from '@/lib/me';
import { useOffline } from '@/lib/offline';
import { paths } from '../paths';

const TABS = [
  'info',
  'connectors',
  'climate',
  'sessions',
  'log',
  'journal',
  'settings',
  'incidents',
  'protocol',
] as const;
type TabId = (typeof TABS)[number];

const RIGHTS: Record<TabId, Right> = {
  info: 'stations:read',
  connectors: 'stations:read',
  climate: 'stations:read',
  sessions: 'sessions:read',
  log: 'operation-log:read',
  journal: 'operation-log:read',
  settings: 'stations:read',
  incidents: 'incidents:read',
  protocol: 'protocol-log:read',
};

const isTab = (name: string | undefined): name is TabId => TABS.some((tab) => tab === name);

/** Card of a station: what the features know about it, put together. */
export function StationPage() {
  const { t } = useTranslation('shell');
  const { stationId = '', tab } = useParams();
  const query = useQuery(stationQuery(stationId));
  if (!isTab(tab)) return <Navigate to={`${paths.stations}/${stationId}/connectors`} replace />;
  return (
    <>
      <PageTitle
        title={query.data?.number ?? ''}
        parent={{ name: t('page.stations'), path: paths.stations }}
      />
      <RecordState query={query} listPath={paths.stations}>
        {(station) => <StationCard station={station} tab={tab} onRefresh={() => void query.refetch()} />}
      </RecordState>
    </>
  );
}

interface StationCardProps {
  station: Station;
  tab: TabId;
  onRefresh: () => void;
}

function StationCard({ station, tab, onRefresh }: StationCardProps) {
  const { t } = useTranslation(['stations', 'common']);
  const rights = useMe()?.rights ?? [];
  const offered = TABS.filter(
    (id) => rights.includes(RIGHTS[id]) && (id !== 'climate' || hasClimate(station)),
  );
  const tabs = offered.map((id) => ({
    id,
    title: t(`card.tabs.${id}`),
    path: `${paths.stations}/${station.id}/${id}`,
  }));
  return (
    <CardFrame
      identity={<StationIdentity station={station} />}
      tabs={tabs}
      active={tab}
      actions={
        <>
          <StationButtons station={station} />
          <IconButton icon="refresh" label={t('common:card.refresh')} onClick={onRefresh} />
        </>
      }
    >
      {tab !== 'incidents' && <OpenIncidents station={station} />}
      {tab === 'info' && <Info station={station} />}
      {tab === 'connectors' && <Connectors station={station} />}
      {tab === 'climate' && <StationClimate station={station} />}
      {tab === 'sessions' && <StationSessions station={station} />}
      {tab === 'log' && <OperationLog station={station} />}
      {tab === 'journal' && <StationJournal station={station} />}
      {tab === 'settings' && <Settings station={station} />}
      {tab === 'incidents' && <Incidents station={station} />}
      {tab === 'protocol' && <ProtocolLog station={station} />}
    </CardFrame>
  );
}

/** Copy, edit, remote commands (STN-070..072). */
function StationButtons({ station }: { station: Station }) {
  const { t } = useTranslation('stations');
  const navigate = useNavigate();
  const isOffline = useOffline();
  const canCommand = useCan('stations:command');
  const [isPicking, setPicking] = useState(false);
  const forms = useStationForms(({ id }) => void navigate(`${paths.stations}/${id}`));
  const deeds = useStationDeeds(() => void navigate(paths.stations));
  return (
    <>
      {[...forms.actions].reverse().map(({ id, icon, label, run }) => (
        <IconButton key={id} icon={icon} label={label} disabled={isOffline} onClick={() => run(station)} />
      ))}
      {canCommand && (
        <IconButton
          icon="send"
          label={t('form.command')}
          disabled={isOffline}
          onClick={() => setPicking(true)}
        />
      )}
      {deeds.actions.map(({ id, icon, label, run }) => (
        <IconButton key={id} icon={icon} label={label} disabled={isOffline} onClick={() => run(station)} />
      ))}
      {forms.window}
      {deeds.window}
      {isPicking && <CommandPicker target={{ station }} onClose={() => setPicking(false)} />}
    </>
  );
}

function Info({ station }: { station: Station }) {
  const canCommand = useCan('stations:command');
  const [isLimiting, setLimiting] = useState(false);
  return (
    <>
      <StationInfo station={station} onPowerLimit={canCommand ? () => setLimiting(true) : undefined} />
      {isLimiting && <PowerLimitDialog station={station} onClose={() => setLimiting(false)} />}
    </>
  );
}

function Connectors({ station }: { station: Station }) {
  const canSeeSessions = useCan('sessions:read');
  const canSeeLog = useCan('operation-log:read');
  return (
    <StationConnectors
      station={station}
      actions={(connector) => <ConnectorCommands station={station} connector={connector} />}
      modules={{
        actions: <ModuleCommands station={station} />,
        live: <CommandProgress station={station} />,
      }}
      live={(connector) => (
        <>
          <CommandProgress station={station} />
          <CommandProgress station={station} connector={connector} />
          <ConnectorSession station={station} connector={connector} />
        </>
      )}
      more={{
        ...(canSeeSessions && {
          sessions: (connector: Connector) => (
            <ConnectorSessions key={connector.id} station={station} connector={connector} />
          ),
          dump: (connector: Connector) => (
            <ConnectorDump key={connector.id} station={station} connector={connector} />
          ),
        }),
        ...(canSeeLog && {
          log: (connector: Connector) => (
            <OperationLog key={connector.id} station={station} connector={connector} />
          ),
        }),
      }}
    />
  );
}

/** Settings that the station has told; both commands open their windows here. */
function Settings({ station }: { station: Station }) {
  const canCommand = useCan('stations:command');
  const [opened, setOpened] = useState<'read' | DeviceVariable | null>(null);
  const close = () => setOpened(null);
  const read = useCallback(() => setOpened('read'), []);
  return (
    <>
      <StationVariables
        station={station}
        onRead={canCommand ? read : undefined}
        onChange={canCommand ? setOpened : undefined}
      />
      {opened === 'read' && <ReadSettings station={station} onClose={close} />}
      {opened !== null && opened !== 'read' && (
        <SettingForm station={station} variable={opened} onClose={close} />
      )}
    </>
  );
}

const ConnectorSessions = ({ station, connector }: { station: Station; connector: Connector }) => (
  <ListView list={useConnectorSessionsList(station, connector.number)} />
);

const StationSessions = ({ station }: { station: Station }) => (
  <ListView list={useStationSessionsList(station)} />
);
