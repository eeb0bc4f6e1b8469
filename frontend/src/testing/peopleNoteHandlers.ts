import { http, HttpResponse, type HttpHandler } from 'msw';
import type { ApiClient, Organization, Role } from '@/api/types';
import { contains, found, page, problem } from './answers';
import { makeApiClient, makeOrganization } from './organizationSketches';
import { makeRole } from './roleSketches';
import { asked, type World } from './world';

const BASE = '*/api/v1';

interface Recorded {
  id: string;
  revision: number;
}

/** Reading, changing and deleting one record of a noun. */
function recordHandlers<Row extends Recorded>(
  noun: string,
  rows: Row[],
  mayDelete: (row: Row) => Response | null = () => null,
): HttpHandler[] {
  const rowOf = (id: unknown) => rows.find((row) => row.id === id);
  return [
    http.get(`${BASE}/${noun}/:id`, ({ params }) => found(rowOf(params['id']))),
    http.patch(`${BASE}/${noun}/:id`, async ({ params, request }) => {
      const row = rowOf(params['id']);
      if (!row) return problem(404, 'not_found');
      const match = request.headers.get('If-Match');
      if (match !== null && match !== `W/"${row.revision}"`) return problem(412, 'edited_meanwhile');
      Object.assign(row, await request.json(), { revision: row.revision + 1 });
      return HttpResponse.json(row);
    }),
    http.delete(`${BASE}/${noun}/:id`, ({ params }) => {
      const row = rowOf(params['id']);
      if (!row) return problem(404, 'not_found');
      const refusal = mayDelete(row);
      if (refusal) return refusal;
      rows.splice(rows.indexOf(row), 1);
      return new HttpResponse(null, { status: 204 });
    }),
  ];
}

/** Roles, rights, organisations, clients of the API and the security log. */
export function peopleNoteHandlers(world: World): HttpHandler[] {
  const { people } = world;
  return [
    http.get(`${BASE}/rights`, ({ request }) => page(people.rights, new URL(request.url).searchParams)),
    http.get(`${BASE}/roles`, ({ request }) => {
      const query = asked(world, request);
      return page(
        people.roles.filter(({ name }) => contains(query.get('q'), name)),
        query,
      );
    }),
    http.post(`${BASE}/roles`, async ({ request }) => {
      const body = (await request.json()) as Pick<Role, 'name' | 'rights'>;
      if (people.roles.some(({ name }) => name === body.name))
        return problem(409, 'role_name_taken', { name: body.name });
      const role = makeRole({ ...body, is_standard: false });
      people.roles.push(role);
      return HttpResponse.json(role, { status: 201 });
    }),
    ...recordHandlers('roles', people.roles, ({ users_count: count }) =>
      count > 0 ? problem(409, 'role_in_use', { count }) : null,
    ),
    http.get(`${BASE}/organizations`, ({ request }) => {
      const query = asked(world, request);
      const is = (name: string, value: string) => !query.get(name) || query.get(name) === value;
      const rows = people.organizations.filter(
        ({ name, legal_name, number, type, tax_system, inn, is_deleted }) =>
          !is_deleted &&
          contains(query.get('q'), name, legal_name, number) &&
          contains(query.get('inn'), inn) &&
          is('type', type) &&
          is('tax_system', tax_system),
      );
      return page(rows, query);
    }),
    http.post(`${BASE}/organizations`, async ({ request }) => {
      const body = (await request.json()) as Partial<Organization>;
      const organization = makeOrganization({ ...body, name: body.name || body.legal_name || '' });
      people.organizations.push(organization);
      return HttpResponse.json(organization, { status: 201 });
    }),
    ...recordHandlers('organizations', people.organizations),
    http.get(`${BASE}/api-clients`, ({ request }) => {
      const query = asked(world, request);
      return page(
        people.apiClients.filter(({ name }) => contains(query.get('q'), name)),
        query,
      );
    }),
    http.post(`${BASE}/api-clients`, async ({ request }) => {
      const client = makeApiClient({
        last_used_at: null,
        ...((await request.json()) as Partial<ApiClient>),
      });
      people.apiClients.push(client);
      return HttpResponse.json({ ...client, secret: 'scs_4Jt0wq9LmZr7' }, { status: 201 });
    }),
    http.post(`${BASE}/api-clients/:id/rotate`, ({ params }) => {
      const client = people.apiClients.find(({ id }) => id === params['id']);
      return client
        ? HttpResponse.json({ ...client, secret: 'scs_NEW8xVd21kQe' })
        : problem(404, 'api_client_not_found');
    }),
    ...recordHandlers('api-clients', people.apiClients),
    http.get(`${BASE}/security-log`, ({ request }) => {
      const query = asked(world, request);
      const is = (name: string, value: string | null) => !query.get(name) || query.get(name) === value;
      const rows = people.log.filter(
        (entry) =>
          contains(query.get('q'), entry.source, entry.link_label, entry.link_id, entry.description) &&
          is('source_type', entry.source_type) &&
          is('link_type', entry.link_type) &&
          is('operation', entry.operation) &&
          is('organization_id', entry.organization_id),
      );
      return page(rows, query);
    }),
    http.get(`${BASE}/security-log/:id`, ({ params }) =>
      found(people.log.find(({ id }) => id === params['id'])),
    ),
  ];
}
