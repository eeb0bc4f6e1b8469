import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Frame, Station } from '@/api/types';
import { Switch } from '@/components/fields/Switch';
import { ListView } from '@/components/list/ListView';
import { SplitView } from '@/components/split/SplitView';
import { FramePane } from './FramePane';
import { frameKeys } from './queries';
import { useFrameStream } from './useFrameStream';
import { useProtocolLogList } from './useProtocolLogList';
import classes from './protocolLog.module.css';

/** Frames of a station as they pass; paused, the list stands still at the moment of the press. */
export function ProtocolLog({ station }: { station: Station }) {
  const { t } = useTranslation('protocolLog');
  const queryClient = useQueryClient();
  const [heldAt, setHeldAt] = useState<string | null>(null);
  const [open, setOpen] = useState<Frame | null>(null);
  const state = useFrameStream(
    station.id,
    heldAt === null,
    () => void queryClient.invalidateQueries({ queryKey: [...frameKeys.all, 'list'] }),
  );
  const list = useProtocolLogList({ station, heldAt, open, onOpen: setOpen });
  const live = (
    <Switch isOn={heldAt === null} onChange={(isOn) => setHeldAt(isOn ? null : new Date().toISOString())}>
      {t(heldAt ? 'paused' : state === 'reconnecting' ? 'reconnecting' : 'live')}
    </Switch>
  );
  const withLive = {
    ...list,
    endTools: (...args: Parameters<NonNullable<typeof list.endTools>>) => (
      <span className={classes['tools']}>
        {list.endTools?.(...args)}
        {live}
      </span>
    ),
  };
  return (
    <SplitView
      pane={
        open && (
          <FramePane key={open.id} frame={open} zone={station.time_zone} onClose={() => setOpen(null)} />
        )
      }
    >
      <ListView list={withLive} />
    </SplitView>
  );
}
