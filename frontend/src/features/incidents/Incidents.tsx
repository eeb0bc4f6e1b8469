import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Incident, Station } from '@/api/types';
import { ListView } from '@/components/list/ListView';
import { SplitView } from '@/components/split/SplitView';
import { IncidentPane } from './IncidentPane';
import { incidentQuery } from './queries';
import { useIncidentsList } from './useIncidentsList';

const NAME = 'incident';

/** The list of incidents and the opened one beside it; a link may name one (`?incident=`). */
export function Incidents({ station }: { station?: Station }) {
  const [search, setSearch] = useSearchParams();
  const [chosen, setChosen] = useState<Incident | null>(null);
  const named = search.get(NAME);
  const { data } = useQuery({ ...incidentQuery(named ?? ''), enabled: named !== null });
  const open = chosen ?? (named === null ? null : (data ?? null));
  const list = useIncidentsList({ openId: open?.id, onOpen: setChosen, station });
  const close = () => {
    setChosen(null);
    if (named === null) return;
    setSearch(
      (current) => {
        const next = new URLSearchParams(current);
        next.delete(NAME);
        return next;
      },
      { replace: true },
    );
  };
  return (
    <SplitView
      pane={open && <IncidentPane key={open.id} incident={open} onOpen={setChosen} onClose={close} />}
    >
      <ListView list={list} />
    </SplitView>
  );
}
