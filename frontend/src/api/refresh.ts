import { onMessage, post } from './tabs';

const LOCK = 'sc-refresh';

/** `refused`: the sign-in is over. `unreachable`: nobody could say, the user stays signed in. */
export type Renewal = 'renewed' | 'refused' | 'unreachable';

/** When a tab of this browser last got a fresh access cookie, milliseconds since the epoch. */
let refreshedAt = 0;
onMessage('refreshed', () => (refreshedAt = Date.now()));

/** Older browsers and plain http have no Web Locks; there the server's grace for two refreshes helps. */
const locked = async (work: () => Promise<Renewal>): Promise<Renewal> =>
  'locks' in navigator ? navigator.locks.request(LOCK, work) : work();

export function csrfHeader(): Record<string, string> {
  const token = /(?:^|;\s*)(?:__Host-)?sc_csrf=([^;]+)/.exec(document.cookie)?.[1];
  return token ? { 'X-CSRF-Token': decodeURIComponent(token) } : {};
}

/**
 * False when no session can be: its cookie that pages may read is not there. Then nothing is asked, and no refusal stands
 * in the console before anybody has signed in.
 */
export const hasSession = (): boolean => Object.keys(csrfHeader()).length > 0;

async function refreshNow(): Promise<Renewal> {
  try {
    const { ok, status } = await fetch('/api/v1/auth/refresh', { method: 'POST', headers: csrfHeader() });
    if (!ok) return status === 401 || status === 403 ? 'refused' : 'unreachable';
    refreshedAt = Date.now();
    post('refreshed');
    return 'renewed';
  } catch {
    return 'unreachable';
  }
}

let underWay: Promise<Renewal> | null = null;

/**
 * One refresh for all requests of all tabs: requests of this tab share the one under way, other tabs wait for the
 * lock, see that it has been done since their request left (`sentAt`) and go straight on.
 */
export function refreshAccess(sentAt: number): Promise<Renewal> {
  underWay ??= locked(() =>
    refreshedAt > sentAt ? Promise.resolve<Renewal>('renewed') : refreshNow(),
  ).finally(() => (underWay = null));
  return underWay;
}
