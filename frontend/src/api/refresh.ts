import { onMessage, post } from './tabs';

const LOCK = 'sc-refresh';

/** When a tab of this browser last got a fresh access cookie, milliseconds since the epoch. */
let refreshedAt = 0;
onMessage('refreshed', () => (refreshedAt = Date.now()));

/** Older browsers and plain http have no Web Locks; there the server's grace for two refreshes helps. */
const locked = async (work: () => Promise<boolean>): Promise<boolean> =>
  'locks' in navigator ? navigator.locks.request(LOCK, work) : work();

async function refreshNow(): Promise<boolean> {
  const answer = await fetch('/api/v1/auth/refresh', { method: 'POST', headers: csrfHeader() });
  if (answer.ok) {
    refreshedAt = Date.now();
    post('refreshed');
  }
  return answer.ok;
}

export function csrfHeader(): Record<string, string> {
  const token = /(?:^|;\s*)(?:__Host-)?sc_csrf=([^;]+)/.exec(document.cookie)?.[1];
  return token ? { 'X-CSRF-Token': decodeURIComponent(token) } : {};
}

let underWay: Promise<boolean> | null = null;

/**
 * One refresh for all requests of all tabs: requests of this tab share the one under way, other tabs wait for the
 * lock, see that it has been done since their request left (`sentAt`) and go straight on.
 */
export function refreshAccess(sentAt: number): Promise<boolean> {
  underWay ??= locked(async () => refreshedAt > sentAt || refreshNow()).finally(() => (underWay = null));
  return underWay;
}
