import { useState } from 'react';
import type { CommandTarget, Entry } from './catalogue';
import { CommandChoice } from './CommandChoice';
import { CommandConfirm } from './CommandConfirm';
import { CommandForm } from './CommandForm';
import { PowerLimitDialog } from './PowerLimitDialog';
import { StartDialog } from './StartDialog';
import { StopDialog } from './StopDialog';

interface CommandPickerProps {
  target: CommandTarget;
  onClose: () => void;
}

/** The choice of commands, each on its own line; the chosen one is confirmed or asked about in a second window. */
export function CommandPicker({ target, onClose }: CommandPickerProps) {
  const [entry, setEntry] = useState<Entry | null>(null);
  if (!entry) return <CommandChoice target={target} onChoose={setEntry} onClose={onClose} />;
  if (entry.window) return <OwnWindow target={target} entry={entry} onClose={onClose} />;
  return entry.form ? (
    <CommandForm target={target} entry={entry} onClose={onClose} />
  ) : (
    <CommandConfirm target={target} entry={entry} onClose={onClose} />
  );
}

function OwnWindow({ target, entry, onClose }: CommandPickerProps & { entry: Entry }) {
  const { station, connector } = target;
  if (!connector) return <PowerLimitDialog station={station} onClose={onClose} />;
  const Window = entry.window === 'start' ? StartDialog : StopDialog;
  return <Window station={station} connector={connector} onClose={onClose} />;
}
