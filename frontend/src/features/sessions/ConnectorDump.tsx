import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Connector, Station } from '@/api/types';
import { StateMessage } from '@/components/messages/StateMessage';
import { DumpTab } from './DumpTab';
import { NotLoaded } from '@/components/messages/NotLoaded';
import { openSessionQuery } from './queries';

/** What controller and vehicle say to each other in the session that runs at a connector now (CON-010). */
export function ConnectorDump({ station, connector }: { station: Station; connector: Connector }) {
  const { t } = useTranslation('sessions');
  const query = useQuery(openSessionQuery(station.id, connector.number));
  const session = query.data;
  if (session === undefined) return <NotLoaded query={query} />;
  if (session === null)
    return <StateMessage icon="terminal" title={t('live.none')} hint={t('live.noDump')} />;
  return <DumpTab key={session.id} session={session} />;
}
