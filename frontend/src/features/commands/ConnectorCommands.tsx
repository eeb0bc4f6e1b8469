import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connector, Station } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { IconButton } from '@/components/buttons/IconButton';
import { useCan } from '@/lib/me';
import { useOffline } from '@/lib/offline';
import { CommandPicker } from './CommandPicker';
import { StartDialog } from './StartDialog';
import { StopDialog } from './StopDialog';

interface ConnectorCommandsProps {
  station: Station;
  connector: Connector;
}

const isCharging = ({ status, transaction_number: number }: Connector) =>
  status === 'in_progress' || number !== null;

/** The command that makes sense now: stop what is being charged, or start. */
export function ConnectorCommands({ station, connector }: ConnectorCommandsProps) {
  const { t } = useTranslation('commands');
  const canCommand = useCan('stations:command');
  const isOffline = useOffline();
  const [dialog, setDialog] = useState<'start' | 'stop' | 'pick' | null>(null);
  if (!canCommand) return null;
  const close = () => setDialog(null);
  return (
    <>
      {isCharging(connector) ? (
        <Button look="dangerOutline" icon="stop" disabled={isOffline} onClick={() => setDialog('stop')}>
          {t('stop.button')}
        </Button>
      ) : (
        <Button look="primary" icon="play" disabled={isOffline} onClick={() => setDialog('start')}>
          {t('start.button')}
        </Button>
      )}
      <IconButton
        icon="send"
        label={t('picker.button')}
        disabled={isOffline}
        onClick={() => setDialog('pick')}
      />
      {dialog === 'pick' && <CommandPicker target={{ station, connector }} onClose={close} />}
      {dialog === 'start' && <StartDialog station={station} connector={connector} onClose={close} />}
      {dialog === 'stop' && <StopDialog station={station} connector={connector} onClose={close} />}
    </>
  );
}
