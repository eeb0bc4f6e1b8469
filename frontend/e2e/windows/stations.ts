import { expect } from '@playwright/test';
import type { World } from '../world';
import type { Window } from './hands';

const station = ({ stationId }: World) => `/stations/${stationId}/info`;
const charging = ({ stationId }: World) => `/stations/${stationId}/connectors?connector=1`;
const idle = ({ stationId }: World) => `/stations/${stationId}/connectors?connector=2`;

/** A station, its connectors and commands. */
export const STATIONS: Window[] = [
  {
    name: 'a new station',
    file: 'features/stations/StationFormWindow.tsx',
    at: () => '/stations',
    open: async ({ page, press, say }) => {
      await press('stations:form.add');
      await page.getByRole('menuitem', { name: say('stations:form.addExternal') }).click();
    },
  },
  {
    name: 'the last session of a connector',
    file: 'features/sessions/ConnectorWindow.tsx',
    at: ({ station: { number } }) => `/stations?q=${number}`,
    open: ({ row, world }) => row(world.station.number).getByRole('button', { name: /^1: / }).click(),
  },
  {
    name: 'choosing a command',
    file: 'features/commands/CommandChoice.tsx',
    at: station,
    open: ({ press }) => press('stations:form.command'),
  },
  {
    name: 'confirming a command',
    file: 'features/commands/CommandConfirm.tsx',
    at: station,
    open: async (hands) => {
      await hands.press('stations:form.command');
      await hands.pressIn('commands:entries.hard_reset');
    },
  },
  {
    name: 'a command with parameters',
    file: 'features/commands/CommandForm.tsx',
    at: station,
    open: async (hands) => {
      await hands.press('stations:form.command');
      await hands.pressIn('commands:entries.setConfiguration');
    },
  },
  {
    name: 'limits of power',
    file: 'features/commands/PowerLimitDialog.tsx',
    at: station,
    open: async (hands) => {
      await hands.press('stations:form.command');
      await hands.pressIn('commands:entries.powerLimit');
    },
  },
  {
    name: 'what became of limits',
    file: 'features/commands/PowerLimitSent.tsx',
    at: station,
    open: async (hands) => {
      await hands.press('stations:form.command');
      await hands.pressIn('commands:entries.powerLimit');
      const limit = hands.page.getByRole('dialog').getByRole('textbox').first();
      await limit.fill((await limit.inputValue()) === '50' ? '40' : '50');
      await hands.pressIn('commands:limit.send');
      await expect(hands.page.getByRole('dialog').getByRole('listitem').first()).toBeVisible();
    },
  },
  {
    name: 'starting',
    file: 'features/commands/StartDialog.tsx',
    at: idle,
    open: ({ press }) => press('commands:start.button'),
  },
  {
    name: 'stopping',
    file: 'features/commands/StopDialog.tsx',
    at: charging,
    open: ({ press }) => press('commands:stop.button'),
  },
  {
    name: 'a command and its steps',
    file: 'features/commands/Commands.tsx',
    at: () => '/commands',
    open: (hands) => hands.pane(hands.world.station.number),
  },
  {
    name: 'an entry of the operation log',
    file: 'features/operationLog/RecordPane.tsx',
    at: ({ stationId }) => `/stations/${stationId}/log`,
    open: (hands) => hands.pane(),
  },
  {
    name: 'another password of a station',
    file: 'features/stations/RenewSecretWindow.tsx',
    at: station,
    open: ({ press }) => press('stations:secret.action'),
  },
  {
    name: 'the password of a station',
    file: 'features/stations/StationSecretWindow.tsx',
    at: station,
    open: async (hands) => {
      await hands.press('stations:secret.action');
      await hands.pressIn('stations:secret.renew');
      await expect(
        hands.page.getByRole('dialog', { name: hands.say('stations:secret.title') }),
      ).toBeVisible();
    },
  },
  {
    name: 'deleting a station',
    file: 'features/stations/useStationDeeds.tsx',
    at: station,
    open: ({ press }) => press('stations:delete.action'),
  },
];
