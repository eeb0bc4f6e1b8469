import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Frame, Station } from '@/api/types';
import { Switch } from '@/components/fields/Switch';
import { ListView } from '@/components/list/ListView';
import { SplitView } from '@/components/split/SplitView';
import { FramePane } from './FramePane';
import { frameKeys } from './queries';
import { useFrameStream, type StreamState } from './useFrameStream';
import { useProtocolLogList } from './useProtocolLogList';

/** Frames of a station as they pass; paused, the list stands still. */
export function ProtocolLog({ station }: { station: Station }) {
  const queryClient = useQueryClient();
  const [isHeld, setHeld] = useState(false);
  const [open, setOpen] = useState<Frame | null>(null);
  const state = useFrameStream(
    station.id,
    !isHeld,
    () => void queryClient.invalidateQueries({ queryKey: [...frameKeys.all, 'list'], refetchType: 'active' }),
  );
  const live = useMemo(() => <Live isHeld={isHeld} state={state} onHold={setHeld} />, [isHeld, state]);
  const list = useProtocolLogList({ station, isHeld, live, open, onOpen: setOpen });
  return (
    <SplitView
      pane={
        open && (
          <FramePane key={open.id} frame={open} zone={station.time_zone} onClose={() => setOpen(null)} />
        )
      }
    >
      <ListView list={list} />
    </SplitView>
  );
}

interface LiveProps {
  isHeld: boolean;
  state: StreamState;
  onHold: (isHeld: boolean) => void;
}

function Live({ isHeld, state, onHold }: LiveProps) {
  const { t } = useTranslation('protocolLog');
  return (
    <Switch isOn={!isHeld} onChange={(isOn) => onHold(!isOn)}>
      {t(isHeld ? 'paused' : state === 'reconnecting' ? 'reconnecting' : 'live')}
    </Switch>
  );
}
