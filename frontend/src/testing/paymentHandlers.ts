import { http, HttpResponse, type HttpHandler } from 'msw';
import type { Payment, PaymentDetails } from '@/api/types';
import { contains, found, page, problem } from './answers';
import { makeId, makePayment } from './factories';
import { asked, type World } from './world';

const BASE = '*/api/v1';

/** Paid sessions have a payment; it is made when somebody first looks. */
function paymentsOf(world: World): Payment[] {
  const known = new Set(world.payments.map(({ session_id: id }) => id));
  for (const session of world.sessions) {
    if (known.has(session.id) || session.payment_status !== 'paid') continue;
    const at = session.ended_at ?? session.started_at;
    world.payments.push(
      makePayment({
        number: String(40_000_020_061_052 + world.payments.length),
        session_id: session.id,
        station_id: session.station_id,
        station_number: session.station_number,
        connector_number: session.connector_number,
        connector_type: session.connector_type,
        amount: session.amount ?? '0.00',
        created_at: new Date(Date.parse(at) + 2000).toISOString(),
        paid_at: new Date(Date.parse(at) + 4000).toISOString(),
      }),
    );
  }
  return world.payments;
}

function detailsOf(world: World, payment: Payment): PaymentDetails {
  const refunds = world.payments.filter(({ parent_id: parent }) => parent === payment.id);
  const returned = refunds.reduce((sum, { amount }) => sum + Number(amount), 0);
  const isDone = payment.status === 'completed' && payment.paid_at !== null;
  const entry = (status: Payment['status'], seconds: number) => ({
    at: new Date(Date.parse(payment.created_at) + seconds * 1000).toISOString(),
    status,
    origin: seconds === 0 ? ('created_via_api' as const) : ('auto_processing' as const),
    login: null,
    details: null,
  });
  return {
    ...payment,
    history: [entry('preparation', 0), ...(isDone ? [entry('completing', 1), entry('completed', 2)] : [])],
    attempts_log: [],
    refunds,
    refundable_amount: isDone ? (Number(payment.amount) - returned).toFixed(2) : '0.00',
    actions: isDone ? ['refund'] : ['cancel'],
    receipts: isDone
      ? [
          {
            payment_id: payment.id,
            kind: payment.operation === 'payment' ? 'income' : 'income_return',
            at: payment.paid_at ?? payment.created_at,
            time_zone: payment.time_zone,
            station_number: payment.station_number,
            address: 'г. Краснодар, ул. Бершанской, 355',
            tax_system: 'osn',
            lines: [
              {
                number: 1,
                name: 'charging_service',
                price: payment.amount,
                quantity: 1,
                amount: payment.amount,
              },
            ],
            total: payment.amount,
            cashless: payment.amount,
            currency: payment.currency,
            tax: 'not_subject_to_vat',
            tax_amount: '0.00',
            settlement: 'full',
          },
        ]
      : [],
  };
}

/** Payments and what is done with them. */
export const paymentHandlers = (world: World): HttpHandler[] => [
  http.get(`${BASE}/payments`, ({ request }) => {
    const query = asked(world, request);
    const is = (name: string, value: string) => !query.get(name) || query.get(name) === value;
    const rows = paymentsOf(world).filter(
      (payment) =>
        contains(query.get('q'), payment.number, payment.payer_label, payment.station_number) &&
        is('session_id', payment.session_id) &&
        is('station_id', payment.station_id) &&
        is('status', payment.status) &&
        is('operation', payment.operation) &&
        is('type', payment.type),
    );
    return page(rows, query);
  }),
  http.get(`${BASE}/payments/:id`, ({ params }) => {
    const payment = paymentsOf(world).find(({ id }) => id === params['id']);
    return found(payment && detailsOf(world, payment));
  }),
  http.post(`${BASE}/payments/:id/refund`, async ({ params, request }) => {
    const payment = paymentsOf(world).find(({ id }) => id === params['id']);
    if (!payment) return problem(404, 'not_found');
    const { amount, reason } = (await request.json()) as { amount: string; reason: string };
    const refund = makePayment({
      ...payment,
      id: makeId(),
      number: String(40_000_020_070_000 + world.payments.length),
      parent_id: payment.id,
      operation: 'refund',
      status: 'processing',
      amount,
      reason,
      requested_by: world.me?.login ?? null,
      created_at: new Date().toISOString(),
      paid_at: null,
    });
    world.payments.push(refund);
    return HttpResponse.json(detailsOf(world, refund), { status: 201 });
  }),
  http.post(`${BASE}/payments/:id/:deed`, ({ params }) => {
    const payment = paymentsOf(world).find(({ id }) => id === params['id']);
    if (!payment) return problem(404, 'not_found');
    payment.status = params['deed'] === 'cancel' ? 'cancelled' : 'processing';
    return HttpResponse.json(detailsOf(world, payment));
  }),
];
