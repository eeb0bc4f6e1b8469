import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Organization } from '@/api/types';
import type { Column, FilterField, ListDeclaration, RowAction } from '@/components/list/types';
import { formatDateTime } from '@/lib/format';
import { TAX_SYSTEMS, TYPES } from './organizationForm';
import { organizationsQuery, SEARCH_FROM } from './queries';
import classes from './organizations.module.css';

export const organizationPath = ({ id }: Pick<Organization, 'id'>): string => `/organizations/${id}`;

interface OrganizationsListOptions {
  onCreate: (() => void) | undefined;
  actions: readonly RowAction<Organization>[];
}

/** The list «Организации» (DIR-056..069). */
export function useOrganizationsList(options: OrganizationsListOptions): ListDeclaration<Organization> {
  const { onCreate, actions } = options;
  const { t } = useTranslation('organizations');
  const columns = useOrganizationColumns();
  const filters = useMemo<FilterField[]>(
    () => [
      { kind: 'text', name: 'q', label: t('filters.q'), least: SEARCH_FROM },
      { kind: 'text', name: 'inn', label: t('fields.inn') },
      {
        kind: 'select',
        name: 'type',
        label: t('fields.type'),
        options: TYPES.map((value) => ({ value, label: t(`type.${value}`) })),
      },
      {
        kind: 'select',
        name: 'tax_system',
        label: t('fields.taxSystem'),
        options: TAX_SYSTEMS.map((value) => ({ value, label: t(`taxSystem.${value}`) })),
      },
    ],
    [t],
  );
  return useMemo(
    () => ({
      id: 'organizations',
      label: t('label'),
      columns,
      filters,
      exportPath: '/api/v1/organizations/export',
      defaultSort: 'name',
      rowId: ({ id }) => id,
      rowName: ({ name }) => name,
      cardPath: organizationPath,
      actions,
      phoneCard: (organization) => <OrganizationPhoneCard organization={organization} />,
      query: organizationsQuery,
      ...(onCreate ? { create: { label: t('form.add'), run: onCreate } } : {}),
    }),
    [t, columns, filters, actions, onCreate],
  );
}

function OrganizationPhoneCard({ organization }: { organization: Organization }) {
  const { t } = useTranslation('organizations');
  const { name, type, inn, tax_system: tax } = organization;
  return (
    <>
      <b className={`${classes['phoneName'] ?? ''} ellipsis`}>{name}</b>
      <span className={`${classes['phone'] ?? ''} muted`}>
        <span>{t(`type.${type}`)}</span>
        <span>{t(`taxSystem.${tax}`)}</span>
      </span>
      {inn && (
        <span className={`${classes['phone'] ?? ''} muted`}>
          <span className="num">
            {t('fields.inn')} {inn}
          </span>
        </span>
      )}
    </>
  );
}

function useOrganizationColumns(): Column<Organization>[] {
  const { t } = useTranslation('organizations');
  return useMemo(
    () => [
      {
        id: 'name',
        title: t('fields.name'),
        width: 230,
        sort: 'name',
        field: 'name',
        cell: ({ name }) => <b className={classes['strong']}>{name}</b>,
      },
      {
        id: 'legalName',
        title: t('fields.legalName'),
        width: 280,
        isHidden: true,
        sort: 'legal_name',
        field: 'legal_name',
        cell: ({ legal_name: name }) => name,
      },
      {
        id: 'type',
        title: t('fields.type'),
        width: 210,
        sort: 'type',
        field: 'type',
        cell: ({ type }) => t(`type.${type}`),
      },
      {
        id: 'inn',
        title: t('fields.inn'),
        width: 150,
        sort: 'inn',
        field: 'inn',
        cell: ({ inn }) => <span className="num">{inn}</span>,
      },
      {
        id: 'kpp',
        title: t('fields.kpp'),
        width: 130,
        field: 'kpp',
        cell: ({ kpp }) => <span className="num">{kpp}</span>,
      },
      {
        id: 'okpo',
        title: t('fields.okpo'),
        width: 130,
        field: 'okpo',
        cell: ({ okpo }) => <span className="num">{okpo}</span>,
      },
      {
        id: 'taxSystem',
        title: t('fields.taxSystem'),
        least: 200,
        sort: 'tax_system',
        field: 'tax_system',
        cell: ({ tax_system: tax }) => t(`taxSystem.${tax}`),
      },
      {
        id: 'changedAt',
        title: t('fields.changedAt'),
        width: 180,
        isHidden: true,
        sort: 'changed_at',
        field: 'changed_at',
        cell: ({ changed_at: at }) => <span className="num">{formatDateTime(at)}</span>,
      },
    ],
    [t],
  );
}
