import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connector, Station } from '@/api/types';
import { PageTitle } from '@/components/card/PageTitle';
import { ListView } from '@/components/list/ListView';
import type { RowAction } from '@/components/list/types';
import { CommandPicker } from '@/features/commands/CommandPicker';
import { PowerLimitDialog } from '@/features/commands/PowerLimitDialog';
import { ConnectorWindow } from '@/features/sessions/ConnectorWindow';
import { useStationDeeds } from '@/features/stations/useStationDeeds';
import { useStationForms } from '@/features/stations/useStationForms';
import { useStationsList } from '@/features/stations/useStationsList';
import { useCan } from '@/lib/me';
import { StationsTabs } from './StationsTabs';

type Opened =
  | { window: 'command'; station: Station }
  | { window: 'powerLimit'; station: Station }
  | { window: 'connector'; station: Station; connector: Connector };

export function StationsPage() {
  const { t } = useTranslation(['shell', 'stations']);
  const canCommand = useCan('stations:command');
  const canReadSessions = useCan('sessions:read');
  const [opened, setOpened] = useState<Opened | null>(null);
  const forms = useStationForms();
  const deeds = useStationDeeds();
  const actions = useMemo<RowAction<Station>[]>(() => {
    const command: RowAction<Station> = {
      id: 'command',
      label: t('stations:form.command'),
      icon: 'send',
      run: (station) => setOpened({ window: 'command', station }),
    };
    return [...forms.actions, ...(canCommand ? [command] : []), ...deeds.actions];
  }, [t, forms.actions, deeds.actions, canCommand]);
  const onConnector = useMemo(
    () =>
      canReadSessions
        ? (station: Station, connector: Connector) => setOpened({ window: 'connector', station, connector })
        : undefined,
    [canReadSessions],
  );
  const onPowerLimit = useMemo(
    () => (canCommand ? (station: Station) => setOpened({ window: 'powerLimit', station }) : undefined),
    [canCommand],
  );
  const list = useStationsList({
    tools: forms.tools,
    actions,
    onPowerLimit,
    ...(onConnector ? { onConnector } : {}),
  });
  const close = () => setOpened(null);
  return (
    <>
      <PageTitle title={t('page.stations')} />
      <StationsTabs active="list" />
      <ListView list={list} />
      {forms.window}
      {deeds.window}
      {opened?.window === 'command' && <CommandPicker target={{ station: opened.station }} onClose={close} />}
      {opened?.window === 'powerLimit' && <PowerLimitDialog station={opened.station} onClose={close} />}
      {opened?.window === 'connector' && (
        <ConnectorWindow station={opened.station} connector={opened.connector} onClose={close} />
      )}
    </>
  );
}
