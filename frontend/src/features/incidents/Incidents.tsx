import { useQuery } from '@tanstack/react-query';
import type { Incident, Station } from '@/api/types';
import { ListView } from '@/components/list/ListView';
import { SplitView } from '@/components/split/SplitView';
import { useNamedRecord } from '@/lib/useNamedRecord';
import { IncidentPane } from './IncidentPane';
import { incidentQuery } from './queries';
import { useIncidentsList } from './useIncidentsList';

/** The list of incidents and the opened one beside it; a link may name one (`?incident=`). */
export function Incidents({ station }: { station?: Station }) {
  const { named, pressed, press, close } = useNamedRecord<Incident>('incident');
  const { data } = useQuery({ ...incidentQuery(named ?? ''), enabled: named !== null });
  const open = pressed ?? (named === null ? null : (data ?? null));
  const list = useIncidentsList({ openId: open?.id, onOpen: press, station });
  return (
    <SplitView pane={open && <IncidentPane key={open.id} incident={open} onOpen={press} onClose={close} />}>
      <ListView list={list} />
    </SplitView>
  );
}
