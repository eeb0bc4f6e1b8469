import { renewAccess } from '@/api/client';
import { readHint, RESYNC, type LiveMessage } from './hints';
import { setLiveState, type LiveState } from './liveState';

const URL = '/api/v1/stream';
const LOCK = 'sc-live';
const CHANNEL = 'sc-live';
const RETRY_MS = [1000, 2000, 5000, 10_000];
/** A stream that is back so soon was never missed. */
const PATIENCE_MS = 4000;

type Listener = (message: LiveMessage) => void;
type Broadcast = { message: LiveMessage } | { state: LiveState } | { ask: true };

/** Keeps one EventSource open, through failures too. Gives the function that closes it. */
function keepOpen(onMessage: Listener, onState: (state: LiveState) => void): () => void {
  let source: EventSource | null = null;
  let failures = 0;
  let isClosed = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let worry: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    if (isClosed) return;
    source = new EventSource(URL);
    source.addEventListener('open', () => {
      clearTimeout(worry);
      worry = undefined;
      // A new EventSource knows nothing of the old one's place: whatever happened in between has to be read.
      if (failures > 0) onMessage(RESYNC);
      failures = 0;
      onState('open');
    });
    source.addEventListener('hint', ({ data }: MessageEvent<string>) => {
      const hint = readHint(data);
      if (hint) onMessage(hint);
    });
    source.addEventListener('resync', () => onMessage(RESYNC));
    source.addEventListener('error', () => void recover(source?.readyState === EventSource.CLOSED));
  }

  /**
   * A stream ends with the access that opened it, every few minutes: once that is renewed the browser comes back by
   * itself and tells its place. Only after an answer that was no stream is it closed for good and opened anew.
   */
  async function recover(isOver: boolean): Promise<void> {
    worry ??= setTimeout(() => onState('reconnecting'), PATIENCE_MS);
    const renewal = await renewAccess(Date.now());
    if (!isOver || renewal === 'refused') return;
    failures += 1;
    retry = setTimeout(open, RETRY_MS[Math.min(failures, RETRY_MS.length) - 1]);
  }
  open();
  return () => {
    isClosed = true;
    clearTimeout(retry);
    clearTimeout(worry);
    source?.close();
  };
}

/** Only this tab: for browsers that cannot agree on a leader. */
const openAlone = (listener: Listener) => keepOpen(listener, setLiveState);

/** One connection a browser: the tab that holds the lock reads the stream and tells the others. */
function openShared(listener: Listener): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  const abort = new AbortController();
  let state: LiveState = 'off';
  let isLeader = false;
  const tell = (broadcast: Broadcast) => channel.postMessage(broadcast);
  const setState = (next: LiveState) => {
    state = next;
    setLiveState(next);
    tell({ state: next });
  };

  channel.addEventListener('message', ({ data }: MessageEvent<Broadcast>) => {
    if ('ask' in data) {
      if (isLeader) tell({ state });
    } else if ('state' in data) setLiveState(data.state);
    else listener(data.message);
  });
  tell({ ask: true });

  const lead = () =>
    new Promise<void>((resolve) => {
      if (abort.signal.aborted) {
        resolve();
        return;
      }
      isLeader = true;
      const close = keepOpen((message) => {
        listener(message);
        tell({ message });
      }, setState);
      abort.signal.addEventListener('abort', () => {
        close();
        resolve();
      });
    });
  // The request is refused when this tab leaves before it has become the leader: that is no fault.
  navigator.locks.request(LOCK, { signal: abort.signal }, lead).catch(() => undefined);
  return () => {
    abort.abort();
    channel.close();
    setLiveState('off');
  };
}

/** Opens the live stream; `listener` hears every hint and every request to read all again. */
export function openStream(listener: Listener): () => void {
  if (typeof EventSource === 'undefined') return () => undefined;
  const canShare = 'locks' in navigator && typeof BroadcastChannel !== 'undefined';
  return canShare ? openShared(listener) : openAlone(listener);
}
