import type { World } from './world';

/** A route of `src/app/routes.tsx`, and where it stands in the world of the tests. The tabs of a card are found there. */
export interface Place {
  route: string;
  address: (world: World) => string;
}

const at = (route: string, address = `/${route}`): Place => ({ route, address: () => address });

/** Every route that shows a page; `pages.spec.ts` fails for one that is missing here. */
export const PLACES: readonly Place[] = [
  at('stations'),
  at('stations/unknown'),
  at('stations/quarantine'),
  { route: 'stations/:stationId/:tab?', address: ({ stationId }) => `/stations/${stationId}/info` },
  at('incidents'),
  at('webhooks'),
  { route: 'webhooks/:webhookId/:tab?', address: ({ webhookId }) => `/webhooks/${webhookId}/deliveries` },
  at('dead-letters'),
  at('dev/kit/:tab?', '/dev/kit/states'),
  at('profile'),
  at('users'),
  at('users/roles'),
  { route: 'users/:userId/:tab?', address: ({ userId }) => `/users/${userId}/info` },
  at('organizations'),
  {
    route: 'organizations/:organizationId/:tab?',
    address: ({ organizationId }) => `/organizations/${organizationId}/info`,
  },
  at('api-clients'),
  at('security-log'),
  at('sessions'),
  at('commands'),
  at('billing'),
  { route: 'billing/:paymentId', address: ({ paymentId }) => `/billing/${paymentId}` },
  at('tariffs/:tab?', '/tariffs/info'),
  { route: 'sessions/:sessionId/:tab?', address: ({ sessionId }) => `/sessions/${sessionId}/info` },
];

/** What an address shows beyond its tabs. */
export const VIEWS: readonly ((world: World) => string)[] = [
  ({ stationId }) => `/stations/${stationId}/connectors?connector=2`,
  ({ stationId }) => `/stations/${stationId}/connectors?connector=1&view=sessions`,
  ({ stationId }) => `/stations/${stationId}/connectors?connector=1&view=history`,
  ({ runningId }) => `/sessions/${runningId}/info`,
  ({ runningId }) => `/sessions/${runningId}/charts`,
  () => '/sessions?q=nothing-like-this',
  () => '/sessions?state=success&state=error&hide_zero=true&started_from=2026-11-01&started_to=2026-11-30',
];
