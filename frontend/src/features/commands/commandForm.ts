import type { Day } from '@/components/fields/calendar';
import type { Option } from '@/components/fields/SelectInput';
import type { Entry, Protocol } from './catalogue';

export interface CommandValues {
  message: string;
  /** Keys of the configuration, divided by commas or lines; all without one. */
  keys: string;
  key: string;
  value: string;
  readBack: boolean;
  component: string;
  variable: string;
  /** Instances, EVSE and connector of a variable that the station has told. */
  place: Record<string, unknown>;
  report: string;
  day: Day;
  /** Where a file is fetched from or brought to. */
  location: string;
  user: Option | null;
  fileName: string;
  fileType: string;
}

export const EMPTY: CommandValues = {
  message: 'StatusNotification',
  keys: '',
  key: '',
  value: '',
  readBack: true,
  component: '',
  variable: '',
  place: {},
  report: 'FullInventory',
  day: '',
  location: '',
  user: null,
  fileName: '',
  fileType: 'main',
};

export const FILE_TYPES = ['main', 'can2_rs485'] as const;
/** Addresses that stations can reach. */
export const ADDRESS = /^(https?|ftps?|sftp):\/\/[\x21-\x7e]{1,480}$/;
/** «AC_Controller.2.6.r13.aes»: a name with its extension, no folder (CMD-030). */
export const FILE_NAME = /^[^/\\]+\.[^/\\.]+$/;

export const REPORTS = ['FullInventory', 'ConfigurationInventory', 'SummaryInventory'] as const;

const BOTH = [
  'BootNotification',
  'FirmwareStatusNotification',
  'Heartbeat',
  'MeterValues',
  'StatusNotification',
];
const ONLY_16 = ['DiagnosticsStatusNotification'];
const ONLY_201 = ['LogStatusNotification', 'SignChargingStationCertificate', 'TransactionEvent'];

/** Messages that a station of this protocol can be asked for. */
export const messagesOf = (protocol: Protocol): string[] =>
  [...BOTH, ...(protocol === '1.6' ? ONLY_16 : protocol === '2.0.1' ? ONLY_201 : [])].sort();

const keysOf = (text: string) => text.split(/[\s,;]+/).filter(Boolean);

/** The parameters of a command as the server wants them. */
export function parametersOf({ form }: Entry, values: CommandValues): Record<string, unknown> {
  const names = { component: values.component.trim(), variable: values.variable.trim() };
  const variable = { ...names, ...values.place };
  switch (form) {
    case 'trigger':
      return { message: values.message };
    case 'getConfiguration':
      return { keys: keysOf(values.keys) };
    case 'setConfiguration':
      return { key: values.key.trim(), value: values.value, read_back: values.readBack };
    case 'getVariables':
      return { variables: [variable] };
    case 'setVariables':
      return { variables: [{ ...variable, value: values.value }], read_back: values.readBack };
    case 'report':
      return { report_base: values.report };
    case 'log':
      return { date: values.day, ...(values.location ? { location: values.location.trim() } : {}) };
    case 'authorization':
      return { user_id: values.user?.value };
    case 'firmware':
      return { location: values.location.trim() };
    case 'controllerFirmware':
      return { file_name: values.fileName.trim(), file_type: values.fileType };
    case 'moduleFirmware':
      return { file_name: values.fileName.trim() };
    default:
      return {};
  }
}
