import type { DeviceVariable, Station } from '@/api/types';
import { entryNamed, protocolOf } from './catalogue';
import { CommandForm } from './CommandForm';
import type { CommandValues } from './commandForm';

interface SettingFormProps {
  station: Station;
  variable: DeviceVariable;
  onClose: () => void;
}

/** The parts of a variable's name beside component and variable, as a command names them. */
const placeOf = (variable: DeviceVariable): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries({
      instance: variable.component_instance,
      evse_id: variable.evse_id,
      connector_id: variable.connector_id,
      variable_instance: variable.variable_instance,
    }).filter(([, part]) => part !== null),
  );

/** A setting that the station has told is changed: a command with its name and its value filled in. */
export function SettingForm({ station, variable, onClose }: SettingFormProps) {
  const entry = entryNamed(
    { station },
    protocolOf(station) === '2.0.1' ? 'setVariables' : 'setConfiguration',
  );
  if (!entry) return null;
  const value = variable.value ?? '';
  const known: Partial<CommandValues> =
    entry.form === 'setVariables'
      ? { component: variable.component, variable: variable.variable, place: placeOf(variable), value }
      : { key: variable.variable, value };
  return <CommandForm target={{ station }} entry={entry} known={known} onClose={onClose} />;
}
