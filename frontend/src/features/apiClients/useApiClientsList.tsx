import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiClient } from '@/api/types';
import { Mark } from '@/components/icons/Mark';
import type { Column, FilterField, ListDeclaration, RowAction } from '@/components/list/types';
import { StateMessage } from '@/components/messages/StateMessage';
import { formatDateTime } from '@/lib/format';
import { useFormat } from '@/lib/useFormat';
import { useNow } from '@/lib/useNow';
import { apiClientsQuery, organizationSource, readOrganizationOption, SEARCH_FROM } from './queries';
import classes from './apiClients.module.css';

interface ApiClientsListOptions {
  onCreate: (() => void) | undefined;
  actions: readonly RowAction<ApiClient>[];
}

const codes = ({ rights }: ApiClient): string => rights.join(', ');

/** Programs that use the API. */
export function useApiClientsList({ onCreate, actions }: ApiClientsListOptions): ListDeclaration<ApiClient> {
  const { t } = useTranslation('apiClients');
  const columns = useApiClientColumns();
  const filters = useMemo<FilterField[]>(
    () => [
      { kind: 'text', name: 'q', label: t('filters.q'), least: SEARCH_FROM },
      {
        kind: 'reference',
        name: 'organization_id',
        label: t('fields.organization'),
        source: organizationSource,
        read: readOrganizationOption,
      },
      { kind: 'check', name: 'is_active', label: t('filters.active') },
    ],
    [t],
  );
  return useMemo(
    () => ({
      id: 'api-clients',
      label: t('label'),
      columns,
      filters,
      exportPath: '/api/v1/api-clients/export',
      defaultSort: 'name',
      rowId: ({ id }) => id,
      rowName: ({ name }) => name,
      ...(actions.length > 0 ? { actions } : {}),
      phoneCard: (client) => <ApiClientPhoneCard client={client} />,
      query: apiClientsQuery,
      emptyState: <StateMessage icon="key" title={t('empty')} hint={t('emptyHint')} />,
      ...(onCreate ? { create: { label: t('form.add'), run: onCreate } } : {}),
    }),
    [t, columns, filters, actions, onCreate],
  );
}

/** Works, is switched off, or its time is over: grey, somebody wanted it. */
function ClientState({ client }: { client: ApiClient }) {
  const { t } = useTranslation('apiClients');
  const now = useNow();
  const isOver = client.expires_at !== null && Date.parse(client.expires_at) <= now;
  const state = isOver ? 'expired' : client.is_active ? 'active' : 'off';
  return (
    <span className={classes['state']}>
      {state === 'active' ? (
        <Mark name="dot" tone="ok" />
      ) : (
        <Mark name={state === 'expired' ? 'clock' : 'bar'} tone="off" />
      )}
      <span className={state === 'active' ? undefined : classes['secondary']}>{t(`state.${state}`)}</span>
    </span>
  );
}

function LastUsed({ at }: { at: string | null }) {
  const { t } = useTranslation('apiClients');
  const now = useNow();
  const { lastSeen } = useFormat();
  if (!at) return <span className="muted">{t('never')}</span>;
  return (
    <time dateTime={at} title={formatDateTime(at)} className="num">
      {lastSeen(at, now)}
    </time>
  );
}

function OrganizationName({ id }: { id: string | null }) {
  const { t } = useTranslation('apiClients');
  const { data } = useQuery({
    queryKey: [...organizationSource.key, 'option', id],
    queryFn: ({ signal }) => readOrganizationOption(id ?? '', signal),
    enabled: id !== null,
    staleTime: Infinity,
  });
  return id === null ? <span className="muted">{t('allOrganizations')}</span> : (data?.label ?? '…');
}

const ApiClientPhoneCard = ({ client }: { client: ApiClient }) => (
  <>
    <span className={classes['phone']}>
      <b className="ellipsis">{client.name}</b>
      <ClientState client={client} />
    </span>
    <span className={`${classes['phone']} muted`}>
      <span className="mono ellipsis">{client.client_id}</span>
      <LastUsed at={client.last_used_at} />
    </span>
  </>
);

function useApiClientColumns(): Column<ApiClient>[] {
  const { t } = useTranslation('apiClients');
  return useMemo(
    () => [
      {
        id: 'name',
        field: 'name',
        title: t('fields.name'),
        width: 190,
        sort: 'name',
        cell: ({ name }) => <b className={classes['strong']}>{name}</b>,
      },
      {
        id: 'clientId',
        field: 'client_id',
        title: t('fields.clientId'),
        width: 190,
        cell: ({ client_id: id }) => <span className="mono">{id}</span>,
      },
      {
        id: 'rights',
        field: 'rights',
        title: t('fields.rights'),
        full: codes,
        cell: (client) => <span className={classes['secondary']}>{codes(client)}</span>,
      },
      {
        id: 'organization',
        field: 'organization',
        title: t('fields.organization'),
        width: 170,
        cell: ({ organization_id: id }) => <OrganizationName id={id} />,
      },
      {
        id: 'expiresAt',
        field: 'expires_at',
        title: t('fields.expiresAt'),
        width: 146,
        cell: ({ expires_at: at }) => (
          <span className="num">{at && formatDateTime(at, undefined, false)}</span>
        ),
      },
      {
        id: 'lastUsed',
        field: 'last_used_at',
        title: t('fields.lastUsed'),
        width: 150,
        align: 'end',
        cell: ({ last_used_at: at }) => <LastUsed at={at} />,
      },
      {
        id: 'createdAt',
        field: 'created_at',
        title: t('fields.createdAt'),
        width: 170,
        isHidden: true,
        sort: 'created_at',
        cell: ({ created_at: at }) => <span className="num">{formatDateTime(at)}</span>,
      },
      {
        id: 'state',
        field: 'is_active',
        title: t('fields.state'),
        width: 124,
        cell: (client) => <ClientState client={client} />,
      },
    ],
    [t],
  );
}
