import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '@/api/types';
import type { Column, FilterField, ListDeclaration } from '@/components/list/types';
import { StateMessage } from '@/components/messages/StateMessage';
import { formatDate, formatTime } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { CommandStatus } from './CommandStatus';
import { commandsQuery, readStationOption, stationSource } from './queries';
import classes from './commands.module.css';

const KINDS: Command['kind'][] = [
  'start_session',
  'stop_session',
  'hard_reset',
  'soft_reset',
  'unlock_connector',
  'change_availability',
  'trigger_message',
  'get_configuration',
  'set_configuration',
  'get_variables',
  'set_variables',
  'get_base_report',
  'ocpp_call',
];
const STATUSES: Command['status'][] = ['scheduled', 'received', 'succeeded', 'failed', 'expired'];

interface CommandsListOptions {
  openId: string | undefined;
  onOpen: (command: Command) => void;
}

/** «Удаленные команды»: every command with its type, creator, times, status and result (CMD-037). */
export function useCommandsList({ openId, onOpen }: CommandsListOptions): ListDeclaration<Command> {
  const { t } = useTranslation('commands');
  const columns = useColumns();
  const filters = useFilters();
  return useMemo(
    () => ({
      id: 'commands',
      label: t('list.label'),
      columns,
      filters,
      defaultSort: '-created_at',
      rowId: ({ command_id: id }) => id,
      rowName: ({ number, station_number: station }) => t('card.title', { number, station }),
      onOpen,
      openId,
      phoneCard: (command) => <CommandCard command={command} />,
      query: commandsQuery,
      emptyState: <StateMessage icon="terminal" title={t('list.empty')} hint={t('list.emptyHint')} />,
    }),
    [t, columns, filters, openId, onOpen],
  );
}

const Moment = ({ at }: { at: string | null }) =>
  at && (
    <time dateTime={at} className="num">
      <span className="muted">{formatDate(at)}</span> {formatTime(at)}
    </time>
  );

function CommandCard({ command }: { command: Command }) {
  const label = useEnumLabel();
  return (
    <>
      <span className={classes['phone']}>
        <b className={classes['station']}>{command.station_number}</b>
        <Moment at={command.created_at} />
      </span>
      <span className={classes['phone']}>{label('commandKind', command.kind)}</span>
      <span className={classes['phone']}>
        <CommandStatus command={command} />
      </span>
    </>
  );
}

function useColumns(): Column<Command>[] {
  const { t } = useTranslation('commands');
  const label = useEnumLabel();
  return useMemo(
    () => [
      {
        id: 'number',
        title: t('columns.number'),
        width: 80,
        cell: ({ number }) => <span className="num muted">{number}</span>,
      },
      {
        id: 'station',
        title: t('columns.station'),
        width: 140,
        sort: 'station_number',
        cell: ({ station_number: station }) => <span className={classes['station']}>{station}</span>,
      },
      {
        id: 'connector',
        title: t('columns.connector'),
        width: 104,
        align: 'end',
        cell: ({ connector_number: number }) => number,
      },
      { id: 'kind', title: t('columns.kind'), cell: ({ kind }) => label('commandKind', kind) },
      {
        id: 'status',
        title: t('columns.status'),
        width: 300,
        cell: (command) => <CommandStatus command={command} />,
      },
      {
        id: 'created',
        title: t('columns.created'),
        width: 172,
        sort: 'created_at',
        cell: ({ created_at: at }) => <Moment at={at} />,
      },
      {
        id: 'delivered',
        title: t('columns.delivered'),
        width: 172,
        cell: ({ delivered_at: at }) => <Moment at={at} />,
      },
      {
        id: 'createdBy',
        title: t('columns.createdBy'),
        width: 140,
        cell: ({ created_by: login }) => login,
      },
      {
        id: 'expires',
        title: t('columns.expires'),
        width: 172,
        isHidden: true,
        cell: ({ expires_at: at }) => <Moment at={at} />,
      },
      {
        id: 'result',
        title: t('columns.result'),
        width: 260,
        isHidden: true,
        cell: ({ result_code: code, result_text: text }) =>
          [code && label('commandResult', code), text].filter(Boolean).join('. '),
      },
    ],
    [t, label],
  );
}

function useFilters(): FilterField[] {
  const { t } = useTranslation('commands');
  const label = useEnumLabel();
  return useMemo<FilterField[]>(
    () => [
      {
        kind: 'reference',
        name: 'station_id',
        label: t('columns.station'),
        source: stationSource,
        read: readStationOption,
      },
      {
        kind: 'select',
        name: 'kind',
        label: t('columns.kind'),
        options: KINDS.map((value) => ({ value, label: label('commandKind', value) })),
      },
      {
        kind: 'select',
        name: 'status',
        label: t('columns.status'),
        options: STATUSES.map((value) => ({ value, label: label('commandStatus', value) })),
      },
    ],
    [t, label],
  );
}
