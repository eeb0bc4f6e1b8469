import { http, HttpResponse, type HttpHandler } from 'msw';
import type { Command, Station } from '@/api/types';
import { contains, found, page, problem } from './answers';
import { makeCommand, makeConnector, makeId, makeStation } from './factories';
import { asked, type World } from './world';

const BASE = '*/api/v1';

function matchesStation(station: Station, search: URLSearchParams): boolean {
  const status = search.get('technical_status');
  return (
    contains(search.get('q'), station.number, station.name, station.address) &&
    (!status || station.technical_status === status) &&
    (search.get('is_activated') !== 'true' || station.is_activated) &&
    (search.get('is_connected') !== 'true' || station.is_connected)
  );
}

function summary(stations: readonly Station[]) {
  const connectors = stations.flatMap((station) => station.connectors);
  const statuses = stations.map((station) => station.technical_status);
  return {
    total: stations.length,
    by_technical_status: Object.fromEntries(
      [...new Set(statuses)].map((status) => [status, statuses.filter((other) => other === status).length]),
    ),
    connectors_charging: connectors.filter(({ status }) => status === 'in_progress').length,
    connectors_total: connectors.length,
    power_w: 742_000,
  };
}

/** Moves a command through its life, 1.5 s a step, as a quick station would. */
function stepCommand(command: Command): Command {
  const age = Date.now() - Date.parse(command.created_at);
  const at = (step: number) =>
    age >= step * 1500 ? new Date(Date.parse(command.created_at) + step * 1500).toISOString() : null;
  return {
    ...command,
    sent_at: command.created_at,
    delivered_at: at(1),
    answered_at: at(2),
    observed_at: at(3),
    status: age >= 4500 ? 'succeeded' : age >= 1500 ? 'received' : 'scheduled',
    result_code: age >= 3000 ? 'accepted' : null,
  };
}

/** Stations and their commands. */
export const stationHandlers = (world: World): HttpHandler[] => [
  http.get(`${BASE}/stations`, ({ request }) => {
    const query = asked(world, request);
    return page(
      world.stations.filter((station) => matchesStation(station, query)),
      query,
    );
  }),
  http.get(`${BASE}/stations/summary`, () => HttpResponse.json(summary(world.stations))),
  http.get(`${BASE}/regions`, ({ request }) =>
    page(
      ['Россия', 'Москва и область', 'Северо-Запад'].map((name, index) => ({
        id: `01890000-0000-7000-8000-00000000bbb${index === 0 ? 'b' : index}`,
        name,
        parent_id: null,
        time_zone: 'Europe/Moscow',
        revision: 1,
      })),
      new URL(request.url).searchParams,
    ),
  ),
  http.post(`${BASE}/stations`, async ({ request }) => {
    const { connectors = [], ...body } = (await request.json()) as Partial<Station> & {
      from_unknown?: string;
    };
    if (world.stations.some(({ number }) => number === body.number))
      return problem(409, 'station_number_taken', { number: body.number });
    const station = makeStation({
      ...body,
      technical_status: 'not_configured',
      last_seen_at: null,
      connectors: connectors.map((connector) => makeConnector({ ...connector, id: makeId() })),
    });
    world.stations.push(station);
    world.unknown = world.unknown.filter(({ identity }) => identity !== body.from_unknown);
    return HttpResponse.json(station, { status: 201 });
  }),
  http.patch(`${BASE}/stations/:id`, async ({ request, params }) => {
    const station = world.stations.find(({ id }) => id === params['id']);
    if (!station) return problem(404, 'not_found');
    if (request.headers.get('If-Match') !== `W/"${station.revision}"`)
      return problem(412, 'edited_meanwhile');
    const { connectors, ...body } = (await request.json()) as Partial<Station>;
    Object.assign(station, body, { revision: station.revision + 1 });
    if (connectors) station.connectors = connectors.map((connector) => makeConnector(connector));
    return HttpResponse.json(station);
  }),
  http.get(`${BASE}/stations/:id`, ({ params }) =>
    found(world.stations.find(({ id }) => id === params['id'])),
  ),
  http.post(`${BASE}/commands`, async ({ request }) => {
    const body = (await request.json()) as Partial<Command>;
    const station = world.stations.find(({ id }) => id === body.station_id);
    const command = makeCommand({
      ...body,
      station_number: station?.number ?? '',
      number: 13 + world.commands.size,
      result_code: station && !station.is_connected ? 'station_offline' : null,
    });
    world.commands.set(command.command_id, command);
    return HttpResponse.json(command, { status: 202 });
  }),
  http.get(`${BASE}/commands`, ({ request }) => {
    const query = asked(world, request);
    const is = (name: string, value: string) => !query.get(name) || query.get(name) === value;
    const commands = [...world.commands.values()]
      .reverse()
      .map((command) => (command.result_code ? command : stepCommand(command)))
      .filter(
        (command) =>
          is('station_id', command.station_id) && is('kind', command.kind) && is('status', command.status),
      );
    return page(commands, query);
  }),
  http.get(`${BASE}/commands/:id`, ({ params }) => {
    const command = world.commands.get(String(params['id']));
    return found(command && (command.result_code ? command : stepCommand(command)));
  }),
];
