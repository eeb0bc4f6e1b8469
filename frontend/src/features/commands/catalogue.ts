import type { paths } from '@/api/generated/schema';
import type { Connector, Station } from '@/api/types';
import type { IconName } from '@/components/icons/drawings';

type JsonOf<Operation> = Operation extends { requestBody: { content: { 'application/json': infer Body } } }
  ? Body
  : never;
export type CommandKind = JsonOf<paths['/api/v1/commands']['post']>['kind'];

export interface CommandTarget {
  station: Station;
  /** Nothing for a command to the whole station. */
  connector?: Connector | undefined;
}

/** One line of the choice. `parameters` are sent as they are; a form asks for those that are not fixed. */
export interface Entry {
  id: string;
  kind: CommandKind;
  icon: IconName;
  parameters?: Record<string, unknown>;
  form?: 'trigger' | 'getConfiguration' | 'setConfiguration' | 'getVariables' | 'setVariables' | 'report';
  /** Interrupts what drivers do. */
  isDangerous?: boolean;
}

const is16 = ({ protocol }: Station) => protocol === '1.6';
const is201 = ({ protocol }: Station) => protocol === '2.0.1';

/** Commands for a station in the order of CMD-008..012, then those of its protocol. */
const stationEntries = (station: Station): Entry[] => [
  { id: 'hard_reset', kind: 'hard_reset', icon: 'power', isDangerous: true },
  { id: 'soft_reset', kind: 'soft_reset', icon: 'refresh', isDangerous: true },
  {
    id: 'out_of_service',
    kind: 'change_availability',
    icon: 'minus',
    parameters: { operative: false },
    isDangerous: true,
  },
  { id: 'working', kind: 'change_availability', icon: 'play', parameters: { operative: true } },
  { id: 'trigger', kind: 'trigger_message', icon: 'message', form: 'trigger' },
  ...(is16(station)
    ? ([
        { id: 'getConfiguration', kind: 'get_configuration', icon: 'list', form: 'getConfiguration' },
        { id: 'setConfiguration', kind: 'set_configuration', icon: 'sliders', form: 'setConfiguration' },
      ] satisfies Entry[])
    : []),
  ...(is201(station)
    ? ([
        { id: 'getVariables', kind: 'get_variables', icon: 'list', form: 'getVariables' },
        { id: 'setVariables', kind: 'set_variables', icon: 'sliders', form: 'setVariables' },
        { id: 'report', kind: 'get_base_report', icon: 'file', form: 'report' },
      ] satisfies Entry[])
    : []),
];

/** Commands for a connector (CMD-018, CMD-022); start and stop have buttons of their own. */
const connectorEntries = (connector: Connector): Entry[] => [
  { id: 'unlock', kind: 'unlock_connector', icon: 'lock' },
  connector.is_disabled_by_us
    ? { id: 'unblock', kind: 'change_availability', icon: 'play', parameters: { operative: true } }
    : {
        id: 'block',
        kind: 'change_availability',
        icon: 'minus',
        parameters: { operative: false },
        isDangerous: true,
      },
  { id: 'trigger', kind: 'trigger_message', icon: 'message', form: 'trigger' },
];

export const entriesOf = ({ station, connector }: CommandTarget): Entry[] =>
  connector ? connectorEntries(connector) : stationEntries(station);
