import { http, HttpResponse, type HttpHandler } from 'msw';
import type { Me } from '@/api/types';
import { contains, page, problem } from './answers';
import { makeMe } from './factories';
import { asked, type World } from './world';

const BASE = '*/api/v1';

const users = ['marina', 'EC600594', 'petrov', 'technik01'].map((login, index) => ({
  id: `01890000-0000-7000-8000-0000000000f${index}`,
  login,
  first_name: ['Марина', 'Олег', 'Пётр', 'Семён'][index],
  last_name: ['Иванова', 'Сергеев', 'Петров', 'Кузнецов'][index],
  patronymic: null,
  phone: `+7999888776${index}`,
  email: null,
  roles: ['customer'],
  organization_id: null,
  is_blocked: false,
}));

/** Sign-in, the user himself, users and organisations. */
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
  http.get(`${BASE}/users`, ({ request }) => {
    const query = asked(world, request);
    return page(
      users.filter((user) => contains(query.get('q'), user.login, user.last_name)),
      query,
    );
  }),
  http.get(`${BASE}/organizations`, ({ request }) =>
    page(
      [
        {
          id: world.me?.organization_id,
          number: '40000000000001',
          name: 'ООО «Север-Энерго»',
          parent_id: null,
        },
      ],
      asked(world, request),
    ),
  ),
];
