import type { paths } from '@/api/generated/schema';
import type { Connector, Station } from '@/api/types';
import type { IconName } from '@/components/icons/drawings';

type JsonOf<Operation> = Operation extends { requestBody: { content: { 'application/json': infer Body } } }
  ? Body
  : never;
export type CommandKind = JsonOf<paths['/api/v1/commands']['post']>['kind'];
export type Protocol = Station['protocol'];

export interface CommandTarget {
  station: Station;
  /** Nothing for a command to the whole station. */
  connector?: Connector | undefined;
}

export type EntryForm =
  | 'trigger'
  | 'getConfiguration'
  | 'setConfiguration'
  | 'getVariables'
  | 'setVariables'
  | 'report'
  | 'log'
  | 'authorization'
  | 'firmware'
  | 'controllerFirmware'
  | 'moduleFirmware';
/** Windows of their own, instead of a confirmation or a form. */
export type EntryWindow = 'start' | 'stop' | 'powerLimit';

/** One line of the choice. `parameters` are sent as they are; a form asks for those that are not fixed. */
export interface Entry {
  id: string;
  kind: CommandKind;
  icon: IconName;
  parameters?: Record<string, unknown>;
  form?: EntryForm;
  window?: EntryWindow;
  /** Interrupts what drivers do. */
  isDangerous?: boolean;
  /** The protocols that have a message for it; every one without. */
  protocols?: readonly Protocol[];
}

/** Settings by key; 2.0.1 has variables of components instead. */
const KEYS: readonly Protocol[] = ['1.6', 'native'];
const V201: readonly Protocol[] = ['2.0.1'];
const OCPP: readonly Protocol[] = ['1.6', '2.0.1'];
const NATIVE: readonly Protocol[] = ['native'];

/** What a station speaks now, or spoke last; before its first connection what its card says. */
export function protocolOf({ link_protocol: link, protocol }: Station): Protocol {
  if (link === 'native') return 'native';
  if (link === 'ocpp1.6') return '1.6';
  return link?.startsWith('ocpp2') ? '2.0.1' : protocol;
}

const ACTIVATE: Entry = { id: 'activate', kind: 'activate_station', icon: 'link' };
const DEACTIVATE: Entry = { id: 'deactivate', kind: 'deactivate_station', icon: 'off', isDangerous: true };

/** Commands for a station in the order of CMD-008..014, then those of the protocols. */
const stationEntries = (isActivated: boolean, protocol: Protocol): Entry[] => [
  { id: 'hard_reset', kind: 'hard_reset', icon: 'power', isDangerous: true },
  { id: 'soft_reset', kind: 'soft_reset', icon: 'refresh', isDangerous: true },
  { id: 'out_of_service', kind: 'set_out_of_service', icon: 'minus', isDangerous: true },
  { id: 'working', kind: 'set_working', icon: 'play' },
  isActivated ? DEACTIVATE : ACTIVATE,
  { id: 'log', kind: 'get_station_log', icon: 'file', form: 'log' },
  {
    id: 'authorization',
    kind: 'remote_authorization',
    icon: 'users',
    form: 'authorization',
    protocols: NATIVE,
  },
  { id: 'powerLimit', kind: 'change_station_settings', icon: 'bolt', window: 'powerLimit' },
  { id: 'trigger', kind: 'trigger_message', icon: 'message', form: 'trigger' },
  { id: 'firmware', kind: 'update_firmware', icon: 'update', form: 'firmware', protocols: OCPP },
  {
    id: 'getConfiguration',
    kind: 'get_configuration',
    icon: 'list',
    // A native station tells all of them.
    ...(protocol === 'native' ? {} : { form: 'getConfiguration' as const }),
    protocols: KEYS,
  },
  {
    id: 'setConfiguration',
    kind: 'set_configuration',
    icon: 'sliders',
    form: 'setConfiguration',
    protocols: KEYS,
  },
  { id: 'getVariables', kind: 'get_variables', icon: 'list', form: 'getVariables', protocols: V201 },
  { id: 'setVariables', kind: 'set_variables', icon: 'sliders', form: 'setVariables', protocols: V201 },
  { id: 'report', kind: 'get_base_report', icon: 'chart', form: 'report', protocols: V201 },
];

const BLOCK: Entry = { id: 'block', kind: 'block_connector', icon: 'minus', isDangerous: true };
const UNBLOCK: Entry = { id: 'unblock', kind: 'unblock_connector', icon: 'play' };
const BLOCKED = 'blocked';

export const isBlocked = (connector: Connector): boolean =>
  connector.is_disabled_by_us || connector.software_flags.includes(BLOCKED);

/** Commands for a connector in the order of CMD-015..022. */
const connectorEntries = (connector: Connector): Entry[] => [
  { id: 'start', kind: 'start_session', icon: 'play', window: 'start' },
  { id: 'stop', kind: 'stop_session', icon: 'stop', window: 'stop' },
  {
    id: 'restartController',
    kind: 'restart_controller',
    icon: 'refresh',
    isDangerous: true,
    protocols: NATIVE,
  },
  { id: 'unlock', kind: 'unlock_connector', icon: 'unlock' },
  { id: 'emergencyStop', kind: 'emergency_stop', icon: 'power', isDangerous: true, protocols: NATIVE },
  { id: 'syncTime', kind: 'sync_controller_time', icon: 'clock', protocols: NATIVE },
  {
    id: 'controllerFirmware',
    kind: 'update_controller_firmware',
    icon: 'update',
    form: 'controllerFirmware',
    protocols: NATIVE,
  },
  isBlocked(connector) ? UNBLOCK : BLOCK,
  { id: 'trigger', kind: 'trigger_message', icon: 'message', form: 'trigger' },
];

/** Commands for the controller of the power modules, «КМ» (CON-104). */
export const MODULE_ENTRIES: readonly Entry[] = [
  {
    id: 'moduleFirmware',
    kind: 'update_module_controller_firmware',
    icon: 'update',
    form: 'moduleFirmware',
  },
  { id: 'restartModules', kind: 'restart_module_controller', icon: 'power', isDangerous: true },
];

const entriesOf = ({ station, connector }: CommandTarget): Entry[] =>
  connector ? connectorEntries(connector) : stationEntries(station.is_activated, protocolOf(station));

/** Whether the station's protocol can carry it. */
export const isCarried = ({ station }: CommandTarget, { protocols }: Entry): boolean =>
  protocols?.includes(protocolOf(station)) ?? true;

/** The line of this id, when the station's protocol can carry it. */
export const entryNamed = (target: CommandTarget, id: string): Entry | undefined =>
  entriesOf(target).find((entry) => entry.id === id && isCarried(target, entry));

/** What can be sent, and what the station's protocol has no message for. */
export function choiceOf(target: CommandTarget): { carried: Entry[]; others: Entry[] } {
  const entries = entriesOf(target);
  return {
    carried: entries.filter((entry) => isCarried(target, entry)),
    others: entries.filter((entry) => !isCarried(target, entry)),
  };
}
