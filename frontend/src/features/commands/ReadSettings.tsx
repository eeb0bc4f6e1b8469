import type { Station } from '@/api/types';
import { entryNamed, protocolOf } from './catalogue';
import { CommandConfirm } from './CommandConfirm';
import { CommandForm } from './CommandForm';

/** The station is asked for its settings in the words of its protocol. */
export function ReadSettings({ station, onClose }: { station: Station; onClose: () => void }) {
  const entry = entryNamed({ station }, protocolOf(station) === '2.0.1' ? 'report' : 'getConfiguration');
  if (!entry) return null;
  const Window = entry.form ? CommandForm : CommandConfirm;
  return <Window target={{ station }} entry={entry} onClose={onClose} />;
}
