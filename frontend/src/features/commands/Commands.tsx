import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Command } from '@/api/types';
import { CopyButton } from '@/components/buttons/CopyButton';
import { Block, FieldLine, FieldList } from '@/components/card/Fields';
import { JsonView } from '@/components/code/JsonView';
import { ListView } from '@/components/list/ListView';
import { Pane, SplitView } from '@/components/split/SplitView';
import { formatDateTime } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useNamedRecord } from '@/lib/useNamedRecord';
import { Steps } from './CommandProgress';
import { CommandStatus } from './CommandStatus';
import { commandQuery } from './queries';
import { useCommandsList } from './useCommandsList';

/** The list of commands, and the opened one with its steps beside it; a link may name one (`?command=`). */
export function Commands() {
  const { named, pressed, press, close } = useNamedRecord<Command>('command');
  const { data } = useQuery({ ...commandQuery(named ?? ''), enabled: named !== null });
  const open = pressed ?? (named === null ? null : (data ?? null));
  const list = useCommandsList({ openId: open?.command_id, onOpen: press });
  return (
    <SplitView pane={open && <CommandPane key={open.command_id} command={open} onClose={close} />}>
      <ListView list={list} />
    </SplitView>
  );
}

function CommandPane({ command: given, onClose }: { command: Command; onClose: () => void }) {
  const { t } = useTranslation('commands');
  const label = useEnumLabel();
  const { data } = useQuery(commandQuery(given.command_id));
  const command = data ?? given;
  const title = label('commandKind', command.kind);
  const args = JSON.stringify(command.parameters, null, 2);
  const hasArguments = Object.keys(command.parameters).length > 0;
  return (
    <Pane
      label={t('card.title', { number: command.number, station: command.station_number })}
      title={title}
      tools={hasArguments && <CopyButton text={args} />}
      onClose={onClose}
    >
      <Steps command={command} />
      <FieldList>
        <FieldLine label={t('columns.number')}>{command.number}</FieldLine>
        <FieldLine label={t('columns.station')}>
          <Link to={`/stations/${command.station_id}`}>{command.station_number}</Link>
        </FieldLine>
        <FieldLine label={t('columns.connector')}>{command.connector_number}</FieldLine>
        <FieldLine label={t('columns.status')}>
          <CommandStatus command={command} />
        </FieldLine>
        <FieldLine label={t('columns.createdBy')}>{command.created_by}</FieldLine>
        <FieldLine label={t('columns.created')}>
          <span className="num">{formatDateTime(command.created_at)}</span>
        </FieldLine>
        <FieldLine label={t('columns.expires')}>
          <span className="num">{formatDateTime(command.expires_at)}</span>
        </FieldLine>
        {command.payer && (
          <FieldLine label={t('columns.payer')}>
            {command.payer.label ?? label('payerKind', command.payer.kind)}
          </FieldLine>
        )}
        <FieldLine label={t('columns.result')}>
          {[command.result_code && label('commandResult', command.result_code), command.result_text]
            .filter(Boolean)
            .join('. ')}
        </FieldLine>
      </FieldList>
      {hasArguments && (
        <Block title={t('card.arguments')}>
          <JsonView value={command.parameters} label={t('card.arguments')} />
        </Block>
      )}
    </Pane>
  );
}
