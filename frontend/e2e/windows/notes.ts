import type { World } from '../world';
import type { Window } from './hands';

const over = ({ sessionId }: World) => `/sessions/${sessionId}/info`;

/** What stations told, and sessions. */
export const NOTES: Window[] = [
  {
    name: 'an unknown station',
    file: 'features/unknownStations/UnknownPane.tsx',
    at: () => '/stations/unknown',
    open: (hands) => hands.pane(hands.world.unknown),
  },
  {
    name: 'hiding an unknown station',
    file: 'features/unknownStations/UnknownStations.tsx',
    at: () => '/stations/unknown',
    open: async (hands) => {
      await hands.pane(hands.world.unknown);
      await hands.pressInPane('unknownStations:dismiss.action');
    },
  },
  {
    name: 'a message put aside',
    file: 'features/quarantine/QuarantinePane.tsx',
    at: () => '/stations/quarantine',
    open: (hands) => hands.pane(hands.world.tag),
  },
  {
    name: 'dismissing a message',
    file: 'features/quarantine/decisions.tsx',
    at: () => '/stations/quarantine',
    open: async (hands) => {
      await hands.pane(hands.world.tag);
      await hands.pressInPane('quarantine:dismiss.action');
    },
  },
  {
    name: 'replaying many messages',
    file: 'features/quarantine/bulk.tsx',
    at: () => '/stations/quarantine',
    open: async ({ row, world, page, button }) => {
      await row(world.tag).getByRole('checkbox').check();
      await button('quarantine:replay.action', page.getByRole('toolbar')).click();
    },
  },
  {
    name: 'an incident',
    file: 'features/incidents/IncidentPane.tsx',
    at: () => '/incidents',
    open: (hands) => hands.pane(hands.world.station.number),
  },
  {
    name: 'a frame',
    file: 'features/protocolLog/FramePane.tsx',
    at: ({ stationId }) => `/stations/${stationId}/protocol`,
    open: (hands) => hands.pane(),
  },
  {
    name: 'another state of a session',
    file: 'features/sessions/corrections.tsx',
    at: over,
    open: ({ press }) => press('sessions:correct.stateTitle'),
  },
  {
    name: 'another energy of a session',
    file: 'features/sessions/corrections.tsx',
    at: over,
    open: ({ press }) => press('sessions:correct.editEnergy'),
  },
  {
    name: 'interrupting a session',
    file: 'app/pages/SessionPage.tsx',
    at: ({ runningId }) => `/sessions/${runningId}/info`,
    open: ({ press }) => press('sessions:interrupt.button'),
  },
];
