import { http, HttpResponse, type HttpHandler } from 'msw';
import type { Credential, User } from '@/api/types';
import { contains, found, page, problem } from './answers';
import { makeCredential, makeUser } from './userSketches';
import { asked, type World } from './world';

const BASE = '*/api/v1';
const MOST_CARDS = 15;

const invalid = (field: string, code: string) =>
  problem(422, 'validation_failed', { fields: [{ in: 'body', field, code, message: code }] });

/** Refuses what was read before somebody else saved. */
const isStale = (request: Request, record: { revision: number }) => {
  const match = request.headers.get('If-Match');
  return match !== null && match !== `W/"${record.revision}"`;
};

const stamp = () => new Date().toISOString();

/** Users and their credentials. */
export function userHandlers(world: World): HttpHandler[] {
  const { people } = world;
  const cardsOf = (userId: string) =>
    people.credentials.filter(({ user_id, kind }) => user_id === userId && kind === 'rfid');
  const userOf = (id: unknown) => people.users.find((user) => user.id === id);

  function recount(user: User): User {
    const consumed = people.credentials
      .filter(({ user_id }) => user_id === user.id)
      .reduce((sum, { consumed_energy_wh }) => sum + consumed_energy_wh, 0);
    const { energy_limit_wh: limit } = user.limits;
    user.limits = {
      ...user.limits,
      consumed_energy_wh: consumed,
      available_energy_wh: limit === null ? null : limit - consumed,
    };
    return user;
  }
  function change(user: User, values: Partial<User>) {
    Object.assign(user, values, { revision: user.revision + 1, changed_at: stamp() });
    return HttpResponse.json(recount(user));
  }
  const read = (body: Record<string, unknown>): Partial<User> => {
    const { role_ids, organization_id, ...others } = body;
    const plain = Object.fromEntries(Object.entries(others).filter(([name]) => !name.startsWith('password')));
    const organization = people.organizations.find(({ id }) => id === organization_id);
    const roles = people.roles.filter(({ id }) => (role_ids as string[] | undefined)?.includes(id));
    return {
      ...(plain as Partial<User>),
      ...(role_ids === undefined ? {} : { roles: roles.map(({ id, name }) => ({ id, name })) }),
      ...(organization_id === undefined
        ? {}
        : {
            organization: organization
              ? { id: organization.id, number: organization.number, name: organization.name }
              : null,
          }),
    };
  };
  /** An operation on one user. */
  const of =
    (deed: (user: User, request: Request) => Response | Promise<Response>) =>
    ({ params, request }: { params: Record<string, unknown>; request: Request }) => {
      const user = userOf(params['id']);
      if (!user) return problem(404, 'user_not_found');
      return isStale(request, user) ? problem(412, 'edited_meanwhile') : deed(user, request);
    };

  return [
    http.get(`${BASE}/users`, ({ request }) => {
      const query = asked(world, request);
      const organization = query.get('organization_id');
      const rows = people.users.filter(
        (user) =>
          contains(query.get('q'), user.login, user.first_name, user.last_name, user.phone, user.email) &&
          (!organization || user.organization?.id === organization),
      );
      return page(rows, query);
    }),
    http.post(`${BASE}/users`, async ({ request }) => {
      const body = (await request.json()) as Record<string, string>;
      const login = String(body['login']).toLowerCase();
      if (people.users.some((user) => user.login === login)) return problem(409, 'login_taken', { login });
      if (login === String(body['password']).toLowerCase())
        return invalid('password', 'password_contains_login');
      const user = makeUser({ first_name: null, last_name: null, email: null, ...read(body), login });
      people.users.push(user);
      people.credentials.push(
        makeCredential({ user_id: user.id, kind: 'login_password', label: login, last4: '' }),
      );
      return HttpResponse.json(user, { status: 201 });
    }),
    http.get(`${BASE}/users/:id`, ({ params }) => found(userOf(params['id']))),
    http.patch(
      `${BASE}/users/:id`,
      of(async (user, request) => change(user, read((await request.json()) as Record<string, unknown>))),
    ),
    http.delete(
      `${BASE}/users/:id`,
      of((user) => {
        people.users.splice(people.users.indexOf(user), 1);
        return new HttpResponse(null, { status: 204 });
      }),
    ),
    http.post(
      `${BASE}/users/:id/block`,
      of((user) => change(user, { status: 'blocked' })),
    ),
    http.post(
      `${BASE}/users/:id/unblock`,
      of((user) => change(user, { status: 'active' })),
    ),
    http.post(
      `${BASE}/users/:id/sign-out`,
      of(() => new HttpResponse(null, { status: 204 })),
    ),
    http.post(
      `${BASE}/users/:id/reset-password`,
      of((user) => change(user, { must_change_password: true })),
    ),
    http.put(
      `${BASE}/users/:id/energy-limit`,
      of(async (user, request) => {
        const { energy_limit_wh } = (await request.json()) as { energy_limit_wh: number | null };
        const isNew = energy_limit_wh === null || user.limits.energy_limit_wh === null;
        const at = isNew ? { limit_set_at: stamp() } : { limit_changed_at: stamp() };
        return change(user, { limits: { ...user.limits, energy_limit_wh, ...at } });
      }),
    ),
    http.put(
      `${BASE}/users/:id/allowed-stations`,
      of(async (user, request) => {
        const { station_ids } = (await request.json()) as { station_ids: string[] };
        const known = [...world.stations, ...user.allowed_stations];
        const stations = station_ids.map((id) => ({
          id,
          number: known.find((station) => station.id === id)?.number ?? id,
        }));
        return change(user, { allowed_stations: stations });
      }),
    ),
    http.get(`${BASE}/credentials`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      const kind = query.get('kind');
      return page(
        people.credentials.filter(
          (credential) => credential.user_id === query.get('user_id') && (!kind || credential.kind === kind),
        ),
        query,
      );
    }),
    http.post(`${BASE}/credentials`, async ({ request }) => {
      const { user_id, number } = (await request.json()) as { user_id: string; number: string };
      if (people.credentials.some(({ label }) => label === number)) return problem(409, 'credential_taken');
      if (cardsOf(user_id).length >= MOST_CARDS)
        return problem(409, 'credential_limit_reached', { limit: MOST_CARDS });
      const credential: Credential = makeCredential({ user_id, label: number, last4: number.slice(-4) });
      people.credentials.push(credential);
      return HttpResponse.json(credential, { status: 201 });
    }),
    http.delete(`${BASE}/credentials/:id`, ({ params }) => {
      const credential = people.credentials.find(({ id }) => id === params['id']);
      if (!credential) return problem(404, 'credential_not_found');
      people.credentials.splice(people.credentials.indexOf(credential), 1);
      const user = userOf(credential.user_id);
      if (user) recount(user);
      return new HttpResponse(null, { status: 204 });
    }),
  ];
}
