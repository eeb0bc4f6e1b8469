import createClient from 'openapi-fetch';
import type { paths } from './generated/schema';
import { csrfHeader, refreshAccess, type Renewal } from './refresh';
import { onMessage } from './tabs';

type Listener = () => void;
const expiryListeners = new Set<Listener>();

/** Calls `listener` when the sign-in has run out and could not be renewed, here or in another tab. */
export function onSignedOut(listener: Listener): () => void {
  expiryListeners.add(listener);
  const stop = onMessage('signed-out', listener);
  return () => {
    expiryListeners.delete(listener);
    stop();
  };
}

/** Renews the access; when the server refuses, the sign-in is over and everybody who cares is told. */
export async function renewAccess(sentAt: number): Promise<Renewal> {
  const renewal = await refreshAccess(sentAt);
  if (renewal === 'refused') expiryListeners.forEach((listener) => listener());
  return renewal;
}

const isSafe = (method: string) => method === 'GET' || method === 'HEAD';
const isAuth = (url: string) => new URL(url).pathname.includes('/auth/');

function withHeaders(request: Request): Request {
  if (isSafe(request.method)) return request;
  for (const [name, value] of Object.entries(csrfHeader())) request.headers.set(name, value);
  if (request.method === 'POST' && !request.headers.has('Idempotency-Key'))
    request.headers.set('Idempotency-Key', crypto.randomUUID());
  return request;
}

/** Sends; on 401 renews the access once and sends the same request (same idempotency key) again. */
async function send(request: Request): Promise<Response> {
  const sentAt = Date.now();
  const again = withHeaders(request).clone();
  const answer = await fetch(request);
  if (answer.status !== 401 || isAuth(request.url)) return answer;
  const renewal = await renewAccess(sentAt);
  if (renewal === 'unreachable') throw new TypeError('The access could not be renewed: no connection.');
  return renewal === 'renewed' ? fetch(withHeaders(again)) : answer;
}

/** A request whose answer is no JSON, such as a file: with the access and its renewal of all others. */
export const fetchFile = (path: string, signal: AbortSignal): Promise<Response> =>
  send(new Request(new URL(path, globalThis.location.origin), { signal }));

/** The typed client of the whole API; paths and bodies come from the generated OpenAPI types. */
export const api = createClient<paths>({ baseUrl: globalThis.location.origin, fetch: send });
