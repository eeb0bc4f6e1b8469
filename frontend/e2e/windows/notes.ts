import type { World } from '../world';
import { inPane, pressing, window, type Window } from './hands';

const over = ({ sessionId }: World) => `/sessions/${sessionId}/info`;
const running = ({ runningId }: World) => `/sessions/${runningId}/info`;
const protocol = ({ stationId }: World) => `/stations/${stationId}/protocol`;
const CORRECTIONS = 'features/sessions/corrections';

/** What stations told, and sessions. */
export const NOTES: Window[] = [
  window(
    'an unknown station',
    'features/unknownStations/UnknownPane',
    '/stations/unknown',
    inPane(({ unknown }) => unknown),
  ),
  window(
    'hiding an unknown station',
    'features/unknownStations/UnknownStations',
    '/stations/unknown',
    inPane(({ unknown }) => unknown, 'unknownStations:dismiss.action'),
  ),
  window(
    'a message put aside',
    'features/quarantine/QuarantinePane',
    '/stations/quarantine',
    inPane(({ tag }) => tag),
  ),
  window(
    'dismissing a message',
    'features/quarantine/decisions',
    '/stations/quarantine',
    inPane(({ tag }) => tag, 'quarantine:dismiss.action'),
  ),
  window('replaying many messages', 'features/quarantine/bulk', '/stations/quarantine', async (hands) => {
    await hands.row(hands.world.tag).getByRole('checkbox').check();
    await hands.button('quarantine:replay.action', hands.page.getByRole('toolbar')).click();
  }),
  window(
    'an incident',
    'features/incidents/IncidentPane',
    '/incidents',
    inPane(({ station }) => station.number),
  ),
  window(
    'a frame',
    'features/protocolLog/FramePane',
    protocol,
    inPane(() => undefined),
  ),
  window('another state of a session', CORRECTIONS, over, pressing('sessions:correct.stateTitle')),
  window('another energy of a session', CORRECTIONS, over, pressing('sessions:correct.editEnergy')),
  window('interrupting a session', 'app/pages/SessionPage', running, pressing('sessions:interrupt.button')),
];
