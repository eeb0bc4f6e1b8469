import { http, HttpResponse, type HttpHandler } from 'msw';
import type { Command, Me, Session, Station } from '@/api/types';
import { makeCharge, makeCommand, makeMe, makePayment } from './factories';
import { makeSessions, makeStations } from './network';

const BASE = '*/api/v1';

/** What the pretended server knows. */
export interface World {
  me: Me | null;
  stations: Station[];
  sessions: Session[];
  commands: Map<string, Command>;
  /** Query strings of the list requests, oldest first. */
  asked: string[];
}

export function makeWorld(change: Partial<World> = {}): World {
  const stations = makeStations();
  return {
    me: makeMe(),
    stations,
    sessions: makeSessions(stations),
    commands: new Map(),
    asked: [],
    ...change,
  };
}

export const problem = (status: number, code: string, params: Record<string, unknown> = {}) =>
  HttpResponse.json(
    { type: 'about:blank', title: code, status, detail: code, code, params },
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  );

type Reader<Row> = (row: Row) => unknown;

const compare = (left: unknown, right: unknown) =>
  typeof left === 'number' && typeof right === 'number'
    ? left - right
    : String(left ?? '').localeCompare(String(right ?? ''));

function page<Row extends object>(rows: readonly Row[], search: URLSearchParams) {
  const limit = Number(search.get('limit') ?? 15);
  const offset = Number(search.get('offset') ?? 0);
  const sort = search.get('sort');
  const key = sort?.replace(/^-/, '');
  const read: Reader<Row> = (row) => row[key as keyof Row];
  const sorted = key
    ? [...rows].sort((a, b) => compare(read(a), read(b)) * (sort?.startsWith('-') ? -1 : 1))
    : rows;
  return HttpResponse.json({
    items: sorted.slice(offset, offset + limit),
    total: rows.length,
    total_is_exact: true,
    next_cursor: null,
  });
}

const found = <Row extends object>(row: Row | undefined) =>
  row ? HttpResponse.json(row) : problem(404, 'not_found');
const contains = (text: string | null, ...values: (string | null | undefined)[]) =>
  !text || values.some((value) => value?.toLowerCase().includes(text.toLowerCase()));

function matchesStation(station: Station, search: URLSearchParams): boolean {
  const status = search.get('technical_status');
  return (
    contains(search.get('q'), station.number, station.name, station.address) &&
    (!status || station.technical_status === status) &&
    (search.get('is_activated') !== 'true' || station.is_activated) &&
    (search.get('is_connected') !== 'true' || station.is_connected)
  );
}

function matchesSession(session: Session, search: URLSearchParams): boolean {
  const stations = search.getAll('station_id');
  const is = (name: string, value: unknown) => !search.get(name) || search.get(name) === String(value);
  return (
    contains(search.get('q'), session.transaction?.number, session.start_user_label) &&
    (stations.length === 0 || stations.includes(session.station_id)) &&
    is('connector_number', session.connector_number) &&
    is('connector_type', session.connector_type) &&
    is('state', session.state) &&
    is('is_open', session.is_open) &&
    (search.get('show_junk') === 'true' || search.get('state') === 'junk' || session.state !== 'junk') &&
    (search.get('hide_zero') !== 'true' || session.is_open || session.energy_wh > 0) &&
    (search.get('only_active') !== 'true' || session.state === 'active')
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

/** A charge that rises, holds and falls, sampled every 15 s. */
function history(session: Session) {
  const from = Date.parse(session.transaction?.started_at ?? session.started_at);
  const to = Date.parse(session.ended_at ?? new Date().toISOString());
  const count = Math.min(300, Math.max(2, Math.floor((to - from) / 15_000)));
  const most = session.max_power_w ?? 0;
  return Array.from({ length: count }, (_, index) => {
    const share = index / (count - 1);
    const power =
      most *
      Math.min(share / 0.08, 1) *
      (share < 0.5 ? 1 : 1 - 0.5 * (share - 0.5)) *
      (1 - 0.01 * Math.abs(Math.sin(index)));
    return {
      at: new Date(from + share * (to - from)).toISOString(),
      energy_wh: Math.round(session.energy_wh * share),
      power_w: Math.round(power),
      voltage_v: 380 + 25 * share,
      current_a: Math.round((power / (380 + 25 * share)) * 10) / 10,
      soc_percent:
        session.soc_start === null
          ? null
          : Math.round(session.soc_start + ((session.soc_end ?? 0) - session.soc_start) * share),
      temperature_c: null,
    };
  });
}

function events(session: Session) {
  const { transaction, started_at: at, ended_at: end, start_source: start, stop_source: stop } = session;
  return [
    { at, type: 'session_created', params: {} },
    transaction && { at: transaction.started_at, type: 'transaction_started', params: { source: start } },
    transaction?.ended_at && {
      at: transaction.ended_at,
      type: 'transaction_stopped',
      params: { source: stop },
    },
    end && { at: end, type: 'session_finished', params: {} },
  ].filter(Boolean);
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

/** Handlers over a world: the same for tests, for the development server and for screenshots. */
export function makeHandlers(world: World): HttpHandler[] {
  const search = (request: Request) => {
    const url = new URL(request.url);
    world.asked.push(url.search);
    return url.searchParams;
  };
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
  return [
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
      const asked = search(request);
      return page(
        users.filter((user) => contains(asked.get('q'), user.login, user.last_name)),
        asked,
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
        search(request),
      ),
    ),
    http.get(`${BASE}/stations`, ({ request }) => {
      const asked = search(request);
      return page(
        world.stations.filter((station) => matchesStation(station, asked)),
        asked,
      );
    }),
    http.get(`${BASE}/stations/summary`, () => HttpResponse.json(summary(world.stations))),
    http.get(`${BASE}/stations/:id`, ({ params }) =>
      found(world.stations.find(({ id }) => id === params['id'])),
    ),
    http.get(`${BASE}/sessions`, ({ request }) => {
      const asked = search(request);
      return page(
        world.sessions.filter((session) => matchesSession(session, asked)),
        asked,
      );
    }),
    http.get(`${BASE}/sessions/:id`, ({ params }) =>
      found(world.sessions.find(({ id }) => id === params['id'])),
    ),
    http.get(`${BASE}/sessions/:id/history`, ({ params }) => {
      const session = world.sessions.find(({ id }) => id === params['id']);
      return HttpResponse.json({ series: session ? history(session) : [] });
    }),
    http.get(`${BASE}/sessions/:id/events`, ({ params }) => {
      const session = world.sessions.find(({ id }) => id === params['id']);
      return HttpResponse.json(session ? events(session) : []);
    }),
    http.get(`${BASE}/charges`, ({ request }) => {
      const id = search(request).get('session_id');
      const session = world.sessions.find((other) => other.id === id);
      const isPriced = session && session.energy_wh > 0;
      return page(isPriced ? [chargeOf(session)] : [], new URLSearchParams());
    }),
    http.get(`${BASE}/payments`, ({ request }) => {
      const id = search(request).get('session_id');
      const session = world.sessions.find((other) => other.id === id);
      const isPaid = session?.payment_status === 'paid';
      return page(
        isPaid ? [makePayment({ session_id: session.id, amount: session.amount ?? '0' })] : [],
        new URLSearchParams(),
      );
    }),
    http.post(`${BASE}/commands`, async ({ request }) => {
      const body = (await request.json()) as Partial<Command>;
      const station = world.stations.find(({ id }) => id === body.station_id);
      const command = makeCommand({ ...body, station_number: station?.number ?? '' });
      world.commands.set(command.command_id, command);
      return HttpResponse.json(command, { status: 202 });
    }),
    http.get(`${BASE}/commands`, ({ request }) => {
      const id = search(request).get('station_id');
      const commands = [...world.commands.values()].filter((command) => command.station_id === id);
      return page(commands.reverse().map(stepCommand), new URLSearchParams());
    }),
    http.get(`${BASE}/commands/:id`, ({ params }) => {
      const command = world.commands.get(String(params['id']));
      return found(command && stepCommand(command));
    }),
  ];
}

function chargeOf(session: Session) {
  const kwh = (session.energy_wh / 1000).toFixed(2);
  const base = makeCharge();
  const [group] = base.groups;
  return {
    ...base,
    session_id: session.id,
    is_final: !session.is_open,
    amount: session.amount ?? '0.00',
    paid_amount: session.payment_status === 'paid' ? session.amount : '0.00',
    payment_status: session.payment_status,
    groups: group && [
      {
        ...group,
        started_at: session.transaction?.started_at ?? session.started_at,
        ended_at: session.ended_at ?? new Date().toISOString(),
        lines: group.lines.map((line) =>
          line.kind === 'energy' ? { ...line, quantity: kwh, amount: session.amount ?? '0.00' } : line,
        ),
      },
    ],
  };
}
