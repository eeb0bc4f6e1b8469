import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Journal, Station } from '@/api/types';
import { Icon } from '@/components/icons/Icon';
import { ListView } from '@/components/list/ListView';
import type { Column, ListDeclaration } from '@/components/list/types';
import { StateMessage } from '@/components/messages/StateMessage';
import { tip } from '@/components/tooltip/tip';
import { formatDateTime, formatMegabytes } from '@/lib/format';
import { useLanguage } from '@/lib/useFormat';
import { journalsQuery } from './queries';
import classes from './stations.module.css';

/** Archives of the log files that the command «Получить журнал ЭЗС за день» has brought (STN-171..176). */
export const StationJournal = ({ station }: { station: Station }) => (
  <ListView list={useJournalsList(station)} />
);

function useJournalsList({ id, number, time_zone: zone }: Station): ListDeclaration<Journal> {
  const { t } = useTranslation('stations');
  const columns = useJournalColumns(id, zone);
  return useMemo(
    () => ({
      id: 'journals',
      label: t('journal.label'),
      columns,
      filters: [],
      scope: { filters: {}, chips: [number], without: [] },
      defaultSort: 'file_name',
      rowId: ({ day }) => day,
      rowName: ({ file_name: name }) => name,
      query: (query) => journalsQuery(id, query),
      phoneCard: (journal) => <JournalCard stationId={id} journal={journal} zone={zone} />,
      emptyState: <StateMessage icon="file" title={t('journal.empty')} hint={t('journal.emptyHint')} />,
    }),
    [t, columns, id, number, zone],
  );
}

interface JournalProps {
  stationId: string;
  journal: Journal;
}

function Download({ stationId, journal: { day, file_name: name } }: JournalProps) {
  const { t } = useTranslation('stations');
  const words = t('journal.download', { name });
  return (
    <a
      href={`/api/v1/stations/${stationId}/journals/${day}`}
      download={name}
      aria-label={words}
      className={classes['download']}
      {...tip(words)}
    >
      <Icon name="download" />
    </a>
  );
}

function Size({ journal: { size } }: { journal: Journal }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <span className="num">
      {formatMegabytes(size, language)} <span className="muted">{t('units.megabyte')}</span>
    </span>
  );
}

const JournalCard = ({ zone, ...rest }: JournalProps & { zone: string }) => (
  <span className={classes['historyCard']}>
    <span>
      {rest.journal.file_name}
      <span className="muted"> · {formatDateTime(rest.journal.requested_at, zone)}</span>
    </span>
    <Size journal={rest.journal} />
    <Download {...rest} />
  </span>
);

function useJournalColumns(stationId: string, zone: string): Column<Journal>[] {
  const { t } = useTranslation('stations');
  return useMemo(
    () => [
      {
        id: 'name',
        title: t('journal.name'),
        cell: (journal) => (
          <span className={classes['journal']}>
            <Download stationId={stationId} journal={journal} />
            {journal.file_name}
          </span>
        ),
      },
      {
        id: 'changed',
        title: t('journal.changed'),
        width: 200,
        cell: ({ requested_at: at }) => <span className="num">{formatDateTime(at, zone)}</span>,
      },
      {
        id: 'size',
        title: t('journal.size'),
        width: 140,
        align: 'end',
        cell: (journal) => <Size journal={journal} />,
      },
    ],
    [t, stationId, zone],
  );
}
