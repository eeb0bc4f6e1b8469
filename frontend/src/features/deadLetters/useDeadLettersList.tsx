import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CardLine, CardText } from '@/components/list/CardLine';
import type { Column, FilterField, ListDeclaration, RowAction } from '@/components/list/types';
import { StateMessage } from '@/components/messages/StateMessage';
import { formatDateTime } from '@/lib/format';
import { useFormat } from '@/lib/useFormat';
import { deadLettersQuery, SERVICES, type DeadLetter } from './queries';

interface DeadLettersListOptions {
  open: DeadLetter | null;
  onOpen: (letter: DeadLetter) => void;
  /** Nothing without the right to settle letters. */
  onReplay: ((letter: DeadLetter) => void) | undefined;
  onDismiss: ((letter: DeadLetter) => void) | undefined;
}

/** Letters of all services, those that failed last first. */
export function useDeadLettersList(options: DeadLettersListOptions): ListDeclaration<DeadLetter> {
  const { open, onOpen, onReplay, onDismiss } = options;
  const { t } = useTranslation('deadLetters');
  const columns = useLetterColumns();
  const filters = useMemo<FilterField[]>(
    () => [
      { kind: 'text', name: 'q', label: t('filters.q') },
      {
        kind: 'select',
        name: 'service',
        label: t('columns.service'),
        options: SERVICES.map((service) => ({ value: service, label: t(`services.${service}`) })),
      },
    ],
    [t],
  );
  const actions = useMemo<RowAction<DeadLetter>[]>(
    () =>
      onReplay && onDismiss
        ? [
            { id: 'replay', label: t('replay.action'), icon: 'refresh', run: onReplay },
            { id: 'dismiss', label: t('dismiss.action'), icon: 'off', run: onDismiss },
          ]
        : [],
    [t, onReplay, onDismiss],
  );
  return useMemo(
    () => ({
      id: 'dead-letters',
      label: t('label'),
      columns,
      filters,
      actions,
      defaultSort: '-last_failed_at',
      rowId: ({ id }) => id,
      rowName: ({ type, key }) => `${type} ${key}`,
      onOpen,
      openId: open?.id,
      phoneCard: ({ type, error, last_failed_at: at }) => (
        <>
          <CardLine name={type} end={formatDateTime(at)} />
          <CardText>{error}</CardText>
        </>
      ),
      query: deadLettersQuery,
      exportPath: exportOfService,
      emptyState: <StateMessage icon="check" title={t('empty')} hint={t('emptyHint')} />,
    }),
    [t, columns, filters, actions, open, onOpen],
  );
}

/** Each service writes a file of its own letters. */
function exportOfService(search: URLSearchParams): string | undefined {
  const service = search.get('service');
  search.delete('service');
  search.delete('sort');
  return service ? `/api/v1/dead-letters/${service}/export` : undefined;
}

function useLetterColumns(): Column<DeadLetter>[] {
  const { t } = useTranslation('deadLetters');
  const { number } = useFormat();
  return useMemo(
    () => [
      {
        id: 'lastFailed',
        field: 'last_failed_at',
        title: t('columns.lastFailed'),
        width: 168,
        cell: ({ last_failed_at: at }) => <span className="num">{formatDateTime(at)}</span>,
      },
      {
        id: 'service',
        title: t('columns.service'),
        width: 150,
        cell: ({ service }) => t(`services.${service}`),
      },
      { id: 'type', field: 'type', title: t('columns.type'), width: 220, cell: ({ type }) => <b>{type}</b> },
      {
        id: 'key',
        field: 'key',
        title: t('columns.key'),
        width: 300,
        isHidden: true,
        cell: ({ key }) => <span className="mono">{key}</span>,
      },
      { id: 'error', field: 'error', title: t('columns.error'), cell: ({ error }) => error },
      {
        id: 'attempts',
        field: 'attempts',
        title: t('columns.attempts'),
        width: 110,
        align: 'end',
        cell: ({ attempts }) => number(attempts, 0),
      },
    ],
    [t, number],
  );
}
