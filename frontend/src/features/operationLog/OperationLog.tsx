import { useState } from 'react';
import type { Connector, LogRecord } from '@/api/types';
import { ListView } from '@/components/list/ListView';
import { SplitView } from '@/components/split/SplitView';
import { RecordPane } from './RecordPane';
import { useOperationLogList, type LogPlace, type LogSpan } from './useOperationLogList';

interface OperationLogProps {
  station: LogPlace;
  connector?: Pick<Connector, 'number'>;
  /** Of a session: what happened at its connector while it lasted. */
  span?: LogSpan;
}

/** What happened at a station, or at one of its connectors, the newest first. */
export function OperationLog({ station, connector, span }: OperationLogProps) {
  const [open, setOpen] = useState<LogRecord | null>(null);
  const list = useOperationLogList({ station, connector, span, openId: open?.id, onOpen: setOpen });
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
