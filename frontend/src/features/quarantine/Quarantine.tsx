import { useState } from 'react';
import type { Quarantined } from '@/api/types';
import { ListView } from '@/components/list/ListView';
import { SplitView } from '@/components/split/SplitView';
import { QuarantinePane } from './QuarantinePane';
import { useQuarantineList } from './useQuarantineList';

/** «Карантин»: messages of stations that belong to no session known, or could not be read. */
export function Quarantine() {
  const [open, setOpen] = useState<Quarantined | null>(null);
  const list = useQuarantineList({ openId: open?.id, onOpen: setOpen });
  return (
    <SplitView pane={open && <QuarantinePane key={open.id} item={open} onClose={() => setOpen(null)} />}>
      <ListView list={list} />
    </SplitView>
  );
}
