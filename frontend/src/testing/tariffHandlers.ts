import { http, HttpResponse, type HttpHandler } from 'msw';
import type { Tariff, UserGroup } from '@/api/types';
import { contains, found, page, problem } from './answers';
import { makeCharge, makeId } from './factories';
import { makeTariff } from './tariffSketches';
import { asked, type World } from './world';

const BASE = '*/api/v1';
type Group = UserGroup;

const isStale = (request: Request, { revision }: { revision: number }) =>
  request.headers.get('If-Match') !== `W/"${revision}"`;

function groupHandlers(world: World, noun: string, groups: () => Group[]): HttpHandler[] {
  const members = (ids: readonly string[]) =>
    ids.map((id) => ({
      id,
      label: world.stations.find((station) => station.id === id)?.number ?? `user-${id.slice(-2)}`,
    }));
  return [
    http.get(`${BASE}/${noun}`, ({ request }) => {
      const query = asked(world, request);
      return page(
        groups().filter(({ name }) => contains(query.get('q'), name)),
        query,
      );
    }),
    http.get(`${BASE}/${noun}/:id`, ({ params }) => found(groups().find(({ id }) => id === params['id']))),
    http.post(`${BASE}/${noun}`, async ({ request }) => {
      const body = (await request.json()) as { name: string; member_ids: string[] };
      if (groups().some(({ name }) => name === body.name))
        return problem(409, 'group_name_taken', { name: body.name });
      const now = new Date().toISOString();
      const made = {
        id: makeId(),
        revision: 1,
        organization_id: '',
        name: body.name,
        members: members(body.member_ids),
        created_at: now,
        modified_at: now,
      };
      groups().push(made);
      return HttpResponse.json(made, { status: 201 });
    }),
    http.patch(`${BASE}/${noun}/:id`, async ({ request, params }) => {
      const group = groups().find(({ id }) => id === params['id']);
      if (!group) return problem(404, 'not_found');
      if (isStale(request, group)) return problem(412, 'edited_meanwhile');
      const body = (await request.json()) as { name: string; member_ids: string[] };
      const known = new Map(group.members.map((member) => [member.id, member]));
      group.name = body.name;
      group.members = members(body.member_ids).map((member) => known.get(member.id) ?? member);
      group.revision += 1;
      return HttpResponse.json(group);
    }),
    http.delete(`${BASE}/${noun}/:id`, ({ params }) => {
      const place = groups().findIndex(({ id }) => id === params['id']);
      groups().splice(place, 1);
      return new HttpResponse(null, { status: 204 });
    }),
  ];
}

/** Tariffs, their groups and the calculator. */
export const tariffHandlers = (world: World): HttpHandler[] => [
  ...groupHandlers(world, 'user-groups', () => world.userGroups),
  ...groupHandlers(world, 'station-groups', () => world.stationGroups),
  http.get(`${BASE}/tariffs`, ({ request }) => page(world.tariffs, asked(world, request))),
  http.post(`${BASE}/tariffs/calculate`, async ({ request }) => {
    const body = (await request.json()) as { session_id: string; tariff_id: string };
    const session = world.sessions.find(({ id }) => id === body.session_id);
    const tariff = world.tariffs.find(({ id }) => id === body.tariff_id);
    const kwh = ((session?.energy_wh ?? 0) / 1000).toFixed(2);
    const amount = (Number(kwh) * Number(tariff?.price_kwh ?? 0)).toFixed(2);
    const [group] = makeCharge().groups;
    return HttpResponse.json({
      session_id: body.session_id,
      tariff_id: body.tariff_id,
      currency: 'RUB',
      amount,
      charged_amount: session?.amount ?? '0.00',
      obstacles: tariff?.is_in_force ? [] : ['not_in_force'],
      groups: group && [
        {
          ...group,
          lines: group.lines.map((line) =>
            line.kind === 'energy' ? { ...line, price: tariff?.price_kwh, quantity: kwh, amount } : line,
          ),
        },
      ],
    });
  }),
  http.get(`${BASE}/tariffs/:id`, ({ params }) => found(world.tariffs.find(({ id }) => id === params['id']))),
  http.post(`${BASE}/tariffs`, async ({ request }) => {
    const tariff = makeTariff((await request.json()) as Partial<Tariff>);
    world.tariffs.push(tariff);
    return HttpResponse.json(tariff, { status: 201 });
  }),
  http.patch(`${BASE}/tariffs/:id`, async ({ request, params }) => {
    const tariff = world.tariffs.find(({ id }) => id === params['id']);
    if (!tariff) return problem(404, 'not_found');
    if (isStale(request, tariff)) return problem(412, 'edited_meanwhile');
    Object.assign(tariff, await request.json(), { revision: tariff.revision + 1 });
    return HttpResponse.json(tariff);
  }),
  http.delete(`${BASE}/tariffs/:id`, ({ params }) => {
    world.tariffs = world.tariffs.filter(({ id }) => id !== params['id']);
    return new HttpResponse(null, { status: 204 });
  }),
  http.post(`${BASE}/tariffs/:id/copy`, ({ params }) => {
    const tariff = world.tariffs.find(({ id }) => id === params['id']);
    const copy = makeTariff({
      ...tariff,
      id: makeId(),
      name: `${tariff?.name ?? ''} (копия)`,
      is_in_force: false,
    });
    world.tariffs.push(copy);
    return HttpResponse.json(copy, { status: 201 });
  }),
];
