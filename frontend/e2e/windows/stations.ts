import { expect } from '@playwright/test';
import type { World } from '../world';
import { inPane, pressing, window, type Window } from './hands';

const station = ({ stationId }: World) => `/stations/${stationId}/info`;
const charging = ({ stationId }: World) => `/stations/${stationId}/connectors?connector=1`;
const idle = ({ stationId }: World) => `/stations/${stationId}/connectors?connector=2`;
const log = ({ stationId }: World) => `/stations/${stationId}/log`;
const found = ({ station: { number } }: World) => `/stations?q=${number}`;

/** The list of commands, then one of them. */
const command = (entry: string) => pressing('stations:form.command', `commands:entries.${entry}`);

/** A station, its connectors and commands. */
export const STATIONS: Window[] = [
  window('a new station', 'features/stations/StationFormWindow', '/stations', async (hands) => {
    await hands.press('stations:form.add');
    await hands.page.getByRole('menuitem', { name: hands.say('stations:form.addExternal') }).click();
  }),
  window('the last session of a connector', 'features/sessions/ConnectorWindow', found, ({ row, world }) =>
    row(world.station.number).getByRole('button', { name: /^1: / }).click(),
  ),
  window('choosing a command', 'features/commands/CommandChoice', station, pressing('stations:form.command')),
  window('confirming a command', 'features/commands/CommandConfirm', station, command('hard_reset')),
  window('a command with parameters', 'features/commands/CommandForm', station, command('setConfiguration')),
  window('limits of power', 'features/commands/PowerLimitDialog', station, command('powerLimit')),
  window('what became of limits', 'features/commands/PowerLimitSent', station, async (hands) => {
    await command('powerLimit')(hands);
    const limit = hands.page.getByRole('dialog').getByRole('textbox').first();
    await limit.fill((await limit.inputValue()) === '50' ? '40' : '50');
    await hands.pressIn('commands:limit.send');
    await expect(hands.page.getByRole('dialog').getByRole('listitem').first()).toBeVisible();
  }),
  window('starting', 'features/commands/StartDialog', idle, pressing('commands:start.button')),
  window('stopping', 'features/commands/StopDialog', charging, pressing('commands:stop.button')),
  window(
    'a command and its steps',
    'features/commands/Commands',
    '/commands',
    inPane(({ station: { number } }) => number),
  ),
  window(
    'an entry of the operation log',
    'features/operationLog/RecordPane',
    log,
    inPane(() => undefined),
  ),
  window(
    'another password of a station',
    'features/stations/RenewSecretWindow',
    station,
    pressing('stations:secret.action'),
  ),
  window('the password of a station', 'features/stations/StationSecretWindow', station, async (hands) => {
    await pressing('stations:secret.action', 'stations:secret.renew')(hands);
    const told = hands.page.getByRole('dialog', { name: hands.say('stations:secret.title') });
    await expect(told).toBeVisible();
  }),
  window(
    'deleting a station',
    'features/stations/useStationDeeds',
    station,
    pressing('stations:delete.action'),
  ),
];
