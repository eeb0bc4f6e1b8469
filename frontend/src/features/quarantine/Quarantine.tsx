import { useState } from 'react';
import type { Quarantined } from '@/api/types';
import { ListView } from '@/components/list/ListView';
import { SplitView } from '@/components/split/SplitView';
import { useCan } from '@/lib/me';
import { BulkWindow, type Chosen } from './bulk';
import { QuarantinePane } from './QuarantinePane';
import { useQuarantineList } from './useQuarantineList';

/** «Карантин»: messages of stations that belong to no session known, or could not be read. */
export function Quarantine() {
  const [open, setOpen] = useState<Quarantined | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const canDecide = useCan('quarantine:write');
  const list = useQuarantineList({
    openId: open?.id,
    onOpen: setOpen,
    onChosen: canDecide ? setChosen : undefined,
  });
  return (
    <SplitView pane={open && <QuarantinePane key={open.id} item={open} onClose={() => setOpen(null)} />}>
      <ListView list={list} />
      {chosen && <BulkWindow chosen={chosen} onClose={() => setChosen(null)} />}
    </SplitView>
  );
}
