import { http, HttpResponse, type HttpHandler } from 'msw';
import type { Webhook } from '@/api/types';
import { contains, found, page, problem } from './answers';
import { EVENT_TYPES, makeDelivery, makeWebhook } from './webhookSketches';
import { asked, type World } from './world';

const BASE = '*/api/v1';
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NO_CONTENT = { status: 204 };

const subscriptions = (world: World): HttpHandler[] => {
  const of = (id: unknown) => world.webhooks.find((webhook) => webhook.id === id);
  return [
    http.get(`${BASE}/webhooks/event-types`, () =>
      HttpResponse.json({ items: EVENT_TYPES, groups: ['session.*', 'payment.*'] }),
    ),
    http.get(`${BASE}/webhooks`, ({ request }) => {
      const query = asked(world, request);
      return page(
        world.webhooks.filter(({ name, url }) => contains(query.get('q'), name, url)),
        query,
      );
    }),
    http.post(`${BASE}/webhooks`, async ({ request }) => {
      const draft = (await request.json()) as Partial<Webhook>;
      if (draft.url?.includes('127.0.0.1'))
        return problem(422, 'private_address', { fields: [{ field: 'url', code: 'private_address' }] });
      const webhook = makeWebhook(world.webhooks.length + 1, { ...draft, last_delivery_at: null });
      world.webhooks.push(webhook);
      return HttpResponse.json({ ...webhook, secret: SECRET }, { status: 201 });
    }),
    http.get(`${BASE}/webhooks/:id`, ({ params }) => found(of(params['id']))),
    http.patch(`${BASE}/webhooks/:id`, async ({ params, request }) => {
      const webhook = of(params['id']);
      if (!webhook) return problem(404, 'not_found');
      return HttpResponse.json(
        Object.assign(webhook, await request.json(), { revision: webhook.revision + 1 }),
      );
    }),
    http.delete(`${BASE}/webhooks/:id`, ({ params }) => {
      world.webhooks = world.webhooks.filter(({ id }) => id !== params['id']);
      return new HttpResponse(null, NO_CONTENT);
    }),
    http.post(`${BASE}/webhooks/:id/rotate-secret`, () =>
      HttpResponse.json({ secret: `${SECRET}2`, old_valid_until: '2026-11-26T09:00:00Z' }),
    ),
    http.post(`${BASE}/webhooks/:id/test`, ({ params }) => {
      const delivery = makeDelivery(world.deliveries.length + 1, {
        webhook_id: String(params['id']),
        event_type: 'webhook.test',
      });
      world.deliveries.push(delivery);
      return HttpResponse.json(delivery, { status: 202 });
    }),
  ];
};

/** Subscriptions and what was sent to them. */
export const webhookHandlers = (world: World): HttpHandler[] => [
  ...subscriptions(world),
  http.get(`${BASE}/deliveries`, ({ request }) => {
    const query = asked(world, request);
    const rows = world.deliveries.filter(
      ({ webhook_id, status }) =>
        webhook_id === query.get('webhook_id') && (query.get('status') ?? status) === status,
    );
    return page(rows, query);
  }),
  http.get(`${BASE}/deliveries/:id`, ({ params }) =>
    found(world.deliveries.find(({ id }) => id === params['id'])),
  ),
  http.post(`${BASE}/deliveries/:id/replay`, ({ params }) => {
    const delivery = world.deliveries.find(({ id }) => id === params['id']);
    if (!delivery) return problem(404, 'not_found');
    Object.assign(delivery, { status: 'pending', attempts: delivery.attempts + 1 });
    return HttpResponse.json(delivery, { status: 202 });
  }),
];
