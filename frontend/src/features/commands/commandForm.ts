import type { Station } from '@/api/types';
import type { Entry } from './catalogue';

export interface CommandValues {
  message: string;
  /** Keys of the configuration, divided by commas or lines; all without one. */
  keys: string;
  key: string;
  value: string;
  readBack: boolean;
  component: string;
  variable: string;
  report: string;
}

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
export const messagesOf = (protocol: Station['protocol']): string[] =>
  [...BOTH, ...(protocol === '1.6' ? ONLY_16 : protocol === '2.0.1' ? ONLY_201 : [])].sort();

const keysOf = (text: string) => text.split(/[\s,;]+/).filter(Boolean);

/** The parameters of a command as the server wants them. */
export function parametersOf({ form }: Entry, values: CommandValues): Record<string, unknown> {
  const variable = { component: values.component.trim(), variable: values.variable.trim() };
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
      return { variables: [{ ...variable, value: values.value }] };
    case 'report':
      return { report_base: values.report };
    default:
      return {};
  }
}
