import type { Delivery, DeliveryDetails, EventType, Webhook } from '@/api/types';

const id = (kind: string, number: number) =>
  `00000000-0000-7000-8000-${kind}${String(number).padStart(8, '0')}`;

export const makeWebhook = (number: number, change: Partial<Webhook> = {}): Webhook => ({
  id: id('00aa', number),
  revision: 1,
  organization_id: null,
  name: `Учётная система ${number}`,
  url: `https://erp.example/hooks/${number}`,
  event_types: ['session.ended', 'payment.*'],
  is_active: true,
  paused_at: null,
  failing_since: null,
  last_delivery_at: '2026-11-25T08:14:02Z',
  last_status: 'delivered',
  created_at: '2026-10-02T10:00:00Z',
  modified_at: '2026-10-02T10:00:00Z',
  ...change,
});

export const makeWebhooks = (): Webhook[] => [
  makeWebhook(1, { name: 'Учётная система' }),
  makeWebhook(2, {
    name: 'Бот диспетчера',
    url: 'https://bot.example/stations',
    event_types: ['station.*'],
    failing_since: '2026-11-25T07:40:11Z',
    last_status: 'failed',
  }),
  makeWebhook(3, { name: 'Старая CRM', is_active: false, event_types: ['session.*'] }),
];

const ATTEMPTS: DeliveryDetails['attempts_log'] = [
  { at: '2026-11-25T08:00:00Z', status: 503, duration_ms: 212, error: null, response_body: 'busy' },
  { at: '2026-11-25T08:00:06Z', status: null, duration_ms: 15_000, error: 'timeout', response_body: null },
];

export const makeDelivery = (number: number, change: Partial<Delivery> = {}): DeliveryDetails => ({
  id: id('00bb', number),
  webhook_id: id('00aa', 1),
  event_id: id('00cc', number),
  event_type: 'session.ended',
  status: 'delivered',
  attempts: 1,
  next_attempt_at: null,
  created_at: `2026-11-25T08:${String(10 + number)}:02Z`,
  delivered_at: `2026-11-25T08:${String(10 + number)}:03Z`,
  response_status: 204,
  duration_ms: 48,
  ...change,
  request: {
    url: 'https://erp.example/hooks/1',
    headers: { 'content-type': 'application/json', 'webhook-id': id('00cc', number) },
    body: { type: 'session.ended', data: { session_id: id('00dd', number), energy_wh: 18_240 } },
  },
  attempts_log: ATTEMPTS,
});

export const makeDeliveries = (): DeliveryDetails[] => [
  makeDelivery(1),
  makeDelivery(2, {
    status: 'failed',
    attempts: 2,
    next_attempt_at: '2026-11-25T09:00:00Z',
    delivered_at: null,
  }),
  makeDelivery(3, { status: 'given_up', attempts: 10, delivered_at: null, response_status: 503 }),
];

export const EVENT_TYPES: EventType[] = [
  {
    type: 'session.ended',
    title_ru: 'Сессия завершена',
    title_en: 'Session ended',
    example: {},
    body_schema: {},
  },
  {
    type: 'session.started',
    title_ru: 'Сессия начата',
    title_en: 'Session started',
    example: {},
    body_schema: {},
  },
  {
    type: 'payment.changed',
    title_ru: 'Платёж изменился',
    title_en: 'Payment changed',
    example: {},
    body_schema: {},
  },
];
