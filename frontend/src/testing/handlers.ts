import type { HttpHandler } from 'msw';
import { identityHandlers } from './identityHandlers';
import { letterHandlers } from './letterHandlers';
import { userHandlers } from './peopleHandlers';
import { peopleNoteHandlers } from './peopleNoteHandlers';
import { profileHandlers } from './profileHandlers';
import { paymentHandlers } from './paymentHandlers';
import { sessionHandlers } from './sessionHandlers';
import { stationHandlers } from './stationHandlers';
import { stationNoteHandlers } from './stationNoteHandlers';
import { tariffHandlers } from './tariffHandlers';
import { webhookHandlers } from './webhookHandlers';
import type { World } from './world';

/** Handlers over a world: the same for tests, for the development server and for screenshots. */
export const makeHandlers = (world: World): HttpHandler[] => [
  ...profileHandlers(world),
  ...identityHandlers(world),
  ...userHandlers(world),
  ...peopleNoteHandlers(world),
  ...stationHandlers(world),
  ...sessionHandlers(world),
  ...stationNoteHandlers(world),
  ...tariffHandlers(world),
  ...paymentHandlers(world),
  ...letterHandlers(world),
  ...webhookHandlers(world),
];
