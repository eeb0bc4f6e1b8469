import { http, HttpResponse, type HttpHandler } from 'msw';
import type { Session } from '@/api/types';
import { contains, found, page } from './answers';
import { makeCharge } from './factories';
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
function history(session: Session) {
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
  http.get(`${BASE}/sessions/:id/history`, ({ params }) => {
    const session = world.sessions.find(({ id }) => id === params['id']);
    return HttpResponse.json({ series: session ? history(session) : [] });
  }),
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
