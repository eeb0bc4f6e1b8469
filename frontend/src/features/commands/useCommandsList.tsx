import { readStationOption, stationSource } from '@/components/fields/stationOptions';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '@/api/types';
import type { Column, FilterField, ListDeclaration } from '@/components/list/types';
import { StateMessage } from '@/components/messages/StateMessage';
import { formatDate, formatTime } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { CommandStatus } from './CommandStatus';
import { commandsQuery } from './queries';
import classes from './commands.module.css';

const KINDS: Command['kind'][] = [
  'hard_reset',
  'soft_reset',
  'set_out_of_service',
  'set_working',
  'activate_station',
  'deactivate_station',
  'get_station_log',
  'remote_authorization',
  'start_session',
  'stop_session',
  'restart_controller',
  'unlock_connector',
  'emergency_stop',
  'sync_controller_time',
  'update_controller_firmware',
  'block_connector',
  'unblock_connector',
  'update_module_controller_firmware',
  'restart_module_controller',
  'change_station_settings',
  'change_availability',
  'trigger_message',
  'update_firmware',
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
      exportPath: '/api/v1/commands/export',
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

/** One line; null for a command without arguments. */
const argumentsOf = (parameters: Command['parameters']): string | null =>
  Object.keys(parameters).length > 0 ? JSON.stringify(parameters) : null;

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
        id: 'serial',
        title: t('columns.serial'),
        width: 160,
        yields: 'pane',
        field: 'station_serial_number',
        cell: ({ station_serial_number: serial }) => <span className="mono">{serial}</span>,
      },
      {
        id: 'station',
        title: t('columns.station'),
        width: 128,
        sort: 'station_number',
        field: 'station_number',
        cell: ({ station_number: station }) => <span className={classes['station']}>{station}</span>,
      },
      {
        id: 'kind',
        title: t('columns.kind'),
        field: 'kind',
        cell: ({ kind, connector_number: number }) => (
          <>
            {label('commandKind', kind)}
            {number !== null && <span className="num muted"> · {number}</span>}
          </>
        ),
      },
      {
        id: 'expires',
        title: t('columns.expires'),
        width: 172,
        isHidden: true,
        field: 'expires_at',
        cell: ({ expires_at: at }) => <Moment at={at} />,
      },
      {
        id: 'status',
        title: t('columns.status'),
        width: 300,
        field: 'status',
        cell: (command) => <CommandStatus command={command} />,
      },
      {
        id: 'executed',
        title: t('columns.executed'),
        width: 190,
        isHidden: true,
        field: 'observed_at',
        cell: ({ observed_at: at }) => <Moment at={at} />,
      },
      {
        id: 'created',
        title: t('columns.created'),
        width: 172,
        sort: 'created_at',
        field: 'created_at',
        cell: ({ created_at: at }) => <Moment at={at} />,
      },
      {
        id: 'createdBy',
        title: t('columns.createdBy'),
        width: 140,
        isHidden: true,
        field: 'created_by',
        cell: ({ created_by: login }) => login,
      },
      {
        id: 'delivered',
        title: t('columns.delivered'),
        width: 172,
        field: 'delivered_at',
        cell: ({ delivered_at: at }) => <Moment at={at} />,
      },
      {
        id: 'result',
        title: t('columns.result'),
        width: 260,
        isHidden: true,
        field: 'result_text',
        cell: ({ result_code: code, result_text: text }) =>
          [code && label('commandResult', code), text].filter(Boolean).join('. '),
      },
      {
        id: 'arguments',
        title: t('columns.arguments'),
        width: 104,
        isHidden: true,
        cell: ({ parameters }) => {
          const text = argumentsOf(parameters);
          return text && <span className="mono">{text}</span>;
        },
        full: ({ parameters }) => argumentsOf(parameters) && JSON.stringify(parameters, null, 2),
      },
      {
        id: 'number',
        title: t('columns.number'),
        width: 80,
        align: 'end',
        isHidden: true,
        field: 'number',
        cell: ({ number }) => <span className="num muted">{number}</span>,
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
      { kind: 'text', name: 'q', label: t('list.search'), least: 3, inline: true },
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
