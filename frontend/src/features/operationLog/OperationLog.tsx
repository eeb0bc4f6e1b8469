import { useState } from 'react';
import type { Connector, LogRecord, Station } from '@/api/types';
import { ListView } from '@/components/list/ListView';
import { SplitView } from '@/components/split/SplitView';
import { RecordPane } from './RecordPane';
import { useOperationLogList } from './useOperationLogList';

/** What happened at a station, or at one of its connectors, the newest first. */
export function OperationLog({ station, connector }: { station: Station; connector?: Connector }) {
  const [open, setOpen] = useState<LogRecord | null>(null);
  const list = useOperationLogList({ station, connector, openId: open?.id, onOpen: setOpen });
  return (
    <SplitView
      pane={
        open && (
          <RecordPane key={open.id} record={open} zone={station.time_zone} onClose={() => setOpen(null)} />
        )
      }
    >
      <ListView list={list} />
    </SplitView>
  );
}
