import { http, HttpResponse, type HttpHandler } from 'msw';
import type { HistoryPoint, Session, SessionEvent } from '@/api/types';
import { contains, found, page, problem } from './answers';
import { makeCharge } from './factories';
import { makeVehicle } from './sessionSketches';
import { asked, type World } from './world';

const BASE = '*/api/v1';

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

/** A charge that rises, holds and falls, sampled every 15 s. */
function history(session: Session): HistoryPoint[] {
  const from = Date.parse(session.transaction?.started_at ?? session.started_at);
  const to = Date.parse(session.ended_at ?? new Date().toISOString());
  const count = Math.min(300, Math.max(2, Math.floor((to - from) / 15_000)));
  const most = session.max_power_w;
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
      power_limit_w: most,
      battery_temperature_c: null,
      connector_temperature_c: 22 + 5 * share,
      module_temperature_c: 25 + 15 * Math.sqrt(share),
      requested_voltage_v: 408,
      requested_current_a: Math.round(power / 400),
      insulation_resistance_ohm: 980_000 + 20_000 * Math.sin(index),
      insulation_errors: 0,
      plus_voltage_v: 200 + 10 * share,
      minus_voltage_v: -200 - 10 * share,
    };
  });
}

function events(session: Session): SessionEvent[] {
  const { transaction, started_at: at, ended_at: end, start_source: start, stop_source: stop } = session;
  const absent = session.is_open ? ('ahead' as const) : ('missing' as const);
  const chain: [type: string, at: string | null | undefined, source: string | null][] = [
    ['session_created', at, null],
    ['transaction_started', transaction?.started_at, start],
    ['transaction_stopped', transaction?.ended_at, stop],
    ['session_finished', end, null],
  ];
  return chain.map(([type, moment, source], index) => {
    const before = chain.slice(0, index).findLast(([, earlier]) => earlier)?.[1];
    return {
      at: moment ?? null,
      type,
      status: moment ? ('happened' as const) : absent,
      since_previous_seconds:
        moment && before ? Math.round((Date.parse(moment) - Date.parse(before)) / 1000) : null,
      params: moment && source ? { source } : {},
    };
  });
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

const dumpOf = ({ id, connector_number: place }: Session): string =>
  [
    `2026-11-24 10:52:05.0000; 1; 0xA${place}; Session; {"id":"${id}"}`,
    `2026-11-24 10:52:05.0000; 2; 0xA${place}; TEXT; Data: Session created`,
    `2026-11-24 10:52:34.0000; 3; 0xA${place}; Status; From: B, To: C6`,
    `2026-11-24 10:53:00.0000; 4; 0xA${place}; Meter; Voltage: 398.70, Current: 8.06, ActivePower: 3.48`,
    '',
  ].join('\n');

/** Sessions, what they cost and what was paid. */
export const sessionHandlers = (world: World): HttpHandler[] => [
  http.get(`${BASE}/sessions`, ({ request }) => {
    const query = asked(world, request);
    return page(
      world.sessions.filter((session) => matchesSession(session, query)),
      query,
    );
  }),
  http.get(`${BASE}/sessions/:id`, ({ params }) =>
    found(world.sessions.find(({ id }) => id === params['id'])),
  ),
  http.patch(`${BASE}/sessions/:id`, async ({ params, request }) => {
    const session = world.sessions.find(({ id }) => id === params['id']);
    if (!session) return found(undefined);
    if (request.headers.get('If-Match') !== `W/"${session.revision}"`)
      return problem(412, 'edited_meanwhile');
    Object.assign(session, await request.json(), { revision: session.revision + 1, is_corrected: true });
    return HttpResponse.json(session);
  }),
  http.get(`${BASE}/sessions/:id/history`, ({ params }) => {
    const session = world.sessions.find(({ id }) => id === params['id']);
    return HttpResponse.json({ series: session ? history(session) : [] });
  }),
  http.get(`${BASE}/sessions/:id/history/export`, () => HttpResponse.text('a workbook')),
  http.get(`${BASE}/sessions/:id/vehicle`, () => HttpResponse.json(makeVehicle())),
  http.get(`${BASE}/sessions/:id/dump`, ({ params }) => {
    const session = world.sessions.find(({ id }) => id === params['id']);
    return session ? HttpResponse.text(dumpOf(session)) : problem(404, 'session_not_found');
  }),
  http.get(`${BASE}/charges/:id/revisions`, ({ params }) =>
    HttpResponse.json({ charge_id: params['id'], items: world.revisions }),
  ),
  http.get(`${BASE}/sessions/:id/events`, ({ params }) => {
    const session = world.sessions.find(({ id }) => id === params['id']);
    return HttpResponse.json(session ? events(session) : []);
  }),
  http.get(`${BASE}/charges`, ({ request }) => {
    const id = asked(world, request).get('session_id');
    const session = world.sessions.find((other) => other.id === id);
    const isPriced = session && session.energy_wh > 0;
    return page(isPriced ? [chargeOf(session)] : [], new URLSearchParams());
  }),
];
