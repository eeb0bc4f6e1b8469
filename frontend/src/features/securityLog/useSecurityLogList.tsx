import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogEntry } from '@/api/types';
import type { Column, FilterField, ListDeclaration } from '@/components/list/types';
import { LinkedThing, LogPhoneCard, Moment, Operation, Source, SourceType, useLogWords } from './cells';
import { logQuery, organizationSource, readOrganizationOption, SEARCH_FROM } from './queries';

interface SecurityLogListOptions {
  openId: string | undefined;
  onOpen: (entry: LogEntry) => void;
}

const extra = ({ arguments: given }: LogEntry): string =>
  Object.keys(given).length === 0 ? '' : JSON.stringify(given);

/** The list of SEC-001..022: entries can be read, never changed. */
export function useSecurityLogList({ openId, onOpen }: SecurityLogListOptions): ListDeclaration<LogEntry> {
  const { t } = useTranslation('securityLog');
  const columns = useLogColumns();
  const filters = useLogFilters();
  return useMemo(
    () => ({
      id: 'security-log',
      label: t('label'),
      columns,
      filters,
      defaultSort: '-at',
      rowId: ({ id }) => id,
      rowName: ({ operation, at }) => `${operation} ${at}`,
      onOpen,
      openId,
      phoneCard: (entry) => <LogPhoneCard entry={entry} />,
      query: logQuery,
      exportPath: '/api/v1/security-log/export',
      isLog: true,
    }),
    [t, columns, filters, openId, onOpen],
  );
}

function useLogColumns(): Column<LogEntry>[] {
  const { t } = useTranslation('securityLog');
  return useMemo(
    () => [
      {
        id: 'at',
        title: t('fields.at'),
        width: 188,
        sort: 'at',
        field: 'at',
        cell: ({ at }) => <Moment at={at} />,
      },
      {
        id: 'sourceType',
        title: t('fields.sourceType'),
        width: 132,
        field: 'source_type',
        yields: 'pane',
        cell: (entry) => <SourceType entry={entry} />,
      },
      {
        id: 'source',
        title: t('fields.source'),
        width: 116,
        sort: 'source',
        field: 'source',
        cell: (entry) => <Source entry={entry} />,
      },
      {
        id: 'sessionId',
        title: t('fields.sessionId'),
        width: 290,
        isHidden: true,
        field: 'session_id',
        cell: ({ session_id: id }) => <span className="mono">{id}</span>,
      },
      {
        id: 'linkType',
        title: t('fields.linkType'),
        width: 148,
        field: 'link_type',
        yields: 'pane',
        cell: ({ link_type: type }) => <LinkType type={type} />,
      },
      {
        id: 'link',
        title: t('fields.link'),
        width: 170,
        field: 'link',
        cell: (entry) => <LinkedThing entry={entry} />,
      },
      {
        id: 'description',
        title: t('fields.description'),
        width: 240,
        isHidden: true,
        field: 'description',
        full: ({ description }) => description,
        cell: ({ description }) => description,
      },
      {
        id: 'operation',
        title: t('fields.operation'),
        least: 180,
        field: 'operation',
        cell: (entry) => <Operation entry={entry} />,
      },
      {
        id: 'organization',
        title: t('fields.organization'),
        width: 190,
        isHidden: true,
        field: 'organization_name',
        cell: ({ organization_name: name }) => name,
      },
      {
        id: 'arguments',
        title: t('fields.arguments'),
        width: 240,
        isHidden: true,
        field: 'arguments',
        full: extra,
        cell: (entry) => <span className="mono">{extra(entry)}</span>,
      },
    ],
    [t],
  );
}

function LinkType({ type }: { type: string }) {
  return useLogWords().link(type);
}

function useLogFilters(): FilterField[] {
  const { t } = useTranslation('securityLog');
  return useMemo(() => {
    /** The codes are those that have words. */
    const named = (kind: 'sources' | 'links' | 'operations') =>
      Object.entries(t(kind, { returnObjects: true })).map(([value, label]) => ({ value, label }));
    const operations = named('operations').toSorted((left, right) => left.label.localeCompare(right.label));
    return [
      { kind: 'text', name: 'q', label: t('filters.q'), least: SEARCH_FROM },
      {
        kind: 'select',
        name: 'source_type',
        label: t('fields.sourceType'),
        options: named('sources'),
      },
      { kind: 'select', name: 'link_type', label: t('fields.linkType'), options: named('links') },
      { kind: 'select', name: 'operation', label: t('fields.operation'), options: operations },
      {
        kind: 'reference',
        name: 'organization_id',
        label: t('filters.organization'),
        source: organizationSource,
        read: readOrganizationOption,
      },
      { kind: 'dates', name: 'at_from', nameTo: 'at_to', label: t('filters.dates') },
    ];
  }, [t]);
}
