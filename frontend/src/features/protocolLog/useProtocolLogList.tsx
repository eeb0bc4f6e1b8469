import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Frame, Station } from '@/api/types';
import { Segmented } from '@/components/buttons/Segmented';
import log from '@/components/list/log.module.css';
import type { Column, FilterField, ListDeclaration, ListScope } from '@/components/list/types';
import type { Filters } from '@/lib/useListParams';
import { Direction, FrameTime } from './cells';
import { framesQuery } from './queries';
import classes from './protocolLog.module.css';

const KINDS = ['call', 'result', 'error', 'send', 'message'] as const;
const VIEWS = ['all', 'in', 'out', 'error'] as const;
type View = (typeof VIEWS)[number];
/** Two lines, pixels. */
const CARD_HEIGHT = 64;

interface LogListOptions {
  station: Station;
  /** What comes later waits. */
  isHeld: boolean;
  /** The switch that holds it. */
  live: ReactNode;
  open: Frame | null;
  onOpen: (frame: Frame) => void;
}

/** Frames of one station, the newest first. */
export function useProtocolLogList({
  station,
  isHeld,
  live,
  open,
  onOpen,
}: LogListOptions): ListDeclaration<Frame> {
  const { t } = useTranslation('protocolLog');
  const columns = useFrameColumns(station.time_zone);
  const filters = useFrameFilters(station.time_zone);
  const scope = useMemo<ListScope>(
    () => ({
      filters: { station_id: [station.id] },
      chips: [station.number],
      without: [],
    }),
    [station.id, station.number],
  );
  return useMemo(
    () => ({
      id: 'protocol-log',
      label: t('list.label'),
      columns,
      filters,
      scope,
      exportPath: '/api/v1/protocol-log/export',
      defaultSort: '-at',
      isLog: true,
      endless: { cardHeight: CARD_HEIGHT },
      isHeld,
      rowId: ({ id }) => id,
      rowName: (frame) => frame.action ?? t('unreadable'),
      onOpen,
      openId: open?.id,
      phoneCard: (frame) => <FrameCard frame={frame} zone={station.time_zone} />,
      query: framesQuery,
      endTools: (applied, setFilters) => (
        <span className={classes['tools']}>
          <Views filters={applied} setFilters={setFilters} />
          {live}
        </span>
      ),
    }),
    [t, columns, filters, scope, isHeld, live, open, onOpen, station.time_zone],
  );
}

/** All, one direction, or what went wrong: criteria of one press. */
function Views({ filters, setFilters }: { filters: Filters; setFilters: (filters: Filters) => void }) {
  const { t } = useTranslation('protocolLog');
  const direction = filters['direction']?.[0];
  const isErrors = filters['message_type']?.[0] === 'error';
  const view: View = isErrors ? 'error' : direction === 'in' || direction === 'out' ? direction : 'all';
  const choose = (next: View) => {
    const others = Object.entries(filters).filter(([name]) => !['direction', 'message_type'].includes(name));
    const chosen: Record<View, Filters> = {
      all: {},
      in: { direction: ['in'] },
      out: { direction: ['out'] },
      error: { message_type: ['error'] },
    };
    setFilters({ ...Object.fromEntries(others), ...chosen[next] });
  };
  return (
    <Segmented
      label={t('views.label')}
      value={view}
      options={VIEWS.map((value) => ({ value, label: t(`views.${value}`) }))}
      onChange={choose}
    />
  );
}

const FrameCard = ({ frame, zone }: { frame: Frame; zone: string }) => (
  <>
    <span className={log['phone']}>
      <Direction frame={frame} />
      <FrameTime at={frame.at} zone={zone} />
    </span>
    <span className={`${log['message']} ${log['second']}`}>{frame.raw}</span>
  </>
);

function useFrameColumns(zone: string): Column<Frame>[] {
  const { t } = useTranslation('protocolLog');
  return useMemo(
    () => [
      {
        id: 'at',
        field: 'at',
        title: t('columns.at'),
        width: 196,
        cell: ({ at }) => <FrameTime at={at} zone={zone} />,
      },
      {
        id: 'action',
        field: 'action',
        title: t('columns.action'),
        width: 232,
        cell: (frame) => <Direction frame={frame} />,
      },
      {
        id: 'kind',
        field: 'direction,message_type',
        title: t('columns.kind'),
        width: 104,
        cell: ({ message_type: kind }) =>
          kind && (
            <span className={kind === 'error' ? log['error'] : 'muted'}>
              {t(`kinds.${kind}` as 'kinds.call', { defaultValue: kind })}
            </span>
          ),
      },
      {
        id: 'raw',
        field: 'raw',
        title: t('columns.raw'),
        least: 240,
        cell: ({ raw }) => <span className={log['message']}>{raw}</span>,
      },
      {
        id: 'messageId',
        field: 'message_id',
        title: t('columns.messageId'),
        width: 180,
        isHidden: true,
        cell: ({ message_id: id }) => <span className="mono">{id}</span>,
      },
      {
        id: 'epoch',
        field: 'epoch',
        title: t('columns.epoch'),
        width: 90,
        align: 'end',
        isHidden: true,
        cell: ({ epoch }) => epoch,
      },
    ],
    [t, zone],
  );
}

function useFrameFilters(timeZone: string): FilterField[] {
  const { t } = useTranslation(['protocolLog', 'common']);
  return useMemo<FilterField[]>(
    () => [
      { kind: 'text', name: 'q', label: t('filters.q'), least: 3 },
      { kind: 'text', name: 'action', label: t('filters.action') },
      {
        kind: 'select',
        name: 'direction',
        label: t('filters.direction'),
        half: true,
        options: [
          { value: 'in', label: t('views.in') },
          { value: 'out', label: t('views.out') },
        ],
      },
      {
        kind: 'select',
        name: 'message_type',
        label: t('filters.kind'),
        half: true,
        options: KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
      },
      { kind: 'text', name: 'message_id', label: t('filters.messageId') },
      { kind: 'dates', name: 'from', nameTo: 'to', label: t('common:list.dates'), timeZone },
    ],
    [t, timeZone],
  );
}
