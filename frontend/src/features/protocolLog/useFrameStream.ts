import { useEffect, useEffectEvent, useState } from 'react';
import { renewAccess } from '@/api/client';

const RETRY_MS = 2000;

export type StreamState = 'off' | 'open' | 'reconnecting';

/**
 * Listens to the frames of one station for as long as `isOn`. `onFrames` is called at most once in `period`
 * milliseconds, and once more after the last frame.
 */
export function useFrameStream(stationId: string, isOn: boolean, onFrames: () => void, period = 1000) {
  const [state, setState] = useState<StreamState>('off');
  const tell = useEffectEvent(onFrames);

  useEffect(() => {
    if (!isOn || typeof EventSource === 'undefined') return;
    let source: EventSource | null = null;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let rest: ReturnType<typeof setTimeout> | undefined;
    let isAgain = false;
    let isClosed = false;

    function hear(): void {
      if (rest) {
        isAgain = true;
        return;
      }
      tell();
      rest = setTimeout(() => {
        rest = undefined;
        if (!isAgain) return;
        isAgain = false;
        hear();
      }, period);
    }
    /** A stream ends with the access that opened it; the browser comes back by itself unless it was refused. */
    async function recover(): Promise<void> {
      setState('reconnecting');
      const isOver = source?.readyState === EventSource.CLOSED;
      const renewal = await renewAccess(Date.now());
      if (isOver && renewal !== 'refused') retry = setTimeout(open, RETRY_MS);
    }
    function open(): void {
      if (isClosed) return;
      source = new EventSource(`/api/v1/stream/protocol-log?station_id=${stationId}`);
      source.addEventListener('open', () => setState('open'));
      source.addEventListener('frame', hear);
      source.addEventListener('resync', hear);
      source.addEventListener('error', () => void recover());
    }
    open();
    return () => {
      isClosed = true;
      clearTimeout(retry);
      clearTimeout(rest);
      source?.close();
      setState('off');
    };
  }, [stationId, isOn, period]);
  return state;
}
