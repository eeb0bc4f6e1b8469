import { http, HttpResponse, type HttpHandler } from 'msw';
import type { Me } from '@/api/types';
import { problem } from './answers';
import { makeMe } from './factories';
import { CODE } from './profileHandlers';
import type { World } from './world';

const BASE = '*/api/v1';

/** The cookie by which pages know that somebody is signed in; a browser takes it from the answer. */
export function setHint(isSignedIn: boolean): void {
  if (typeof document !== 'undefined') document.cookie = `sc_csrf=test; max-age=${isSignedIn ? 3600 : 0}`;
}

/** Sign-in and the user himself. */
export const identityHandlers = (world: World): HttpHandler[] => [
  http.post(`${BASE}/auth/sign-in`, async ({ request }) => {
    const { login, password, code } = (await request.json()) as Record<string, string>;
    if (password !== 'secret') return problem(401, 'invalid_credentials');
    if (login === 'totp' && code !== CODE) return problem(401, code ? 'totp_invalid' : 'totp_required');
    world.me = makeMe({ login: login?.toLowerCase() ?? '', must_change_password: login === 'novice' });
    setHint(true);
    return HttpResponse.json(world.me, { headers: { 'Set-Cookie': 'sc_csrf=mock; Path=/' } });
  }),
  http.post(`${BASE}/auth/refresh`, () =>
    world.me ? new HttpResponse(null, { status: 204 }) : problem(401, 'unauthorized'),
  ),
  http.post(`${BASE}/auth/sign-out`, () => {
    world.me = null;
    setHint(false);
    return new HttpResponse(null, { status: 204, headers: { 'Set-Cookie': 'sc_csrf=; Path=/; Max-Age=0' } });
  }),
  http.get(`${BASE}/me`, () => (world.me ? HttpResponse.json(world.me) : problem(401, 'unauthorized'))),
  http.patch(`${BASE}/me/settings`, async ({ request }) => {
    const change = (await request.json()) as Partial<Me['settings']>;
    if (world.me) world.me = { ...world.me, settings: { ...world.me.settings, ...change } };
    return HttpResponse.json(world.me?.settings);
  }),
];
