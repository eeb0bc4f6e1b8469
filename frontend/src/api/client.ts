import createClient from 'openapi-fetch';
import type { paths } from './generated/schema';
import { csrfHeader, refreshAccess } from './refresh';
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
  if (await refreshAccess(sentAt)) {
    const retried = await fetch(withHeaders(again));
    if (retried.status !== 401) return retried;
  }
  expiryListeners.forEach((listener) => listener());
  return answer;
}

/** The typed client of the whole API; paths and bodies come from the generated OpenAPI types. */
export const api = createClient<paths>({ baseUrl: globalThis.location.origin, fetch: send });
