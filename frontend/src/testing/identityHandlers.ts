import { http, HttpResponse, type HttpHandler } from 'msw';
import type { Me } from '@/api/types';
import { problem } from './answers';
import { makeMe } from './factories';
import type { World } from './world';

const BASE = '*/api/v1';

/** Sign-in and the user himself. */
export const identityHandlers = (world: World): HttpHandler[] => [
  http.post(`${BASE}/auth/sign-in`, async ({ request }) => {
    const { login, password } = (await request.json()) as { login: string; password: string };
    if (password !== 'secret') return problem(401, 'invalid_credentials');
    world.me = makeMe({ login: login.toLowerCase() });
    return HttpResponse.json(world.me);
  }),
  http.post(`${BASE}/auth/refresh`, () =>
    world.me ? new HttpResponse(null, { status: 204 }) : problem(401, 'unauthorized'),
  ),
  http.post(`${BASE}/auth/sign-out`, () => {
    world.me = null;
    return new HttpResponse(null, { status: 204 });
  }),
  http.get(`${BASE}/me`, () => (world.me ? HttpResponse.json(world.me) : problem(401, 'unauthorized'))),
  http.patch(`${BASE}/me/settings`, async ({ request }) => {
    const change = (await request.json()) as Partial<Me['settings']>;
    if (world.me) world.me = { ...world.me, settings: { ...world.me.settings, ...change } };
    return HttpResponse.json(world.me?.settings);
  }),
];
