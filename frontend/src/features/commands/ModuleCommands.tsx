import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { useCan } from '@/lib/me';
import { useOffline } from '@/lib/offline';
import { MODULE_ENTRIES, type Entry } from './catalogue';
import { CommandConfirm } from './CommandConfirm';
import { CommandForm } from './CommandForm';

/** The two commands of «КМ», each a button of its own (CON-104). */
export function ModuleCommands({ station }: { station: Station }) {
  const { t } = useTranslation('commands');
  const canCommand = useCan('stations:command');
  const isOffline = useOffline();
  const [entry, setEntry] = useState<Entry | null>(null);
  const close = () => setEntry(null);
  if (!canCommand) return null;
  return (
    <>
      {MODULE_ENTRIES.map((one) => (
        <IconButton
          key={one.id}
          icon={one.icon}
          label={t(`entries.${one.id}` as 'entries.trigger')}
          disabled={isOffline}
          onClick={() => setEntry(one)}
        />
      ))}
      {entry?.form && <CommandForm target={{ station }} entry={entry} onClose={close} />}
      {entry && !entry.form && <CommandConfirm target={{ station }} entry={entry} onClose={close} />}
    </>
  );
}
