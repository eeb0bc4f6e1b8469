import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '@/api/types';
import { Icon } from '@/components/icons/Icon';
import type { Column, FilterField, ListDeclaration, RowAction } from '@/components/list/types';
import { useFormat } from '@/lib/useFormat';
import { rolesQuery, SEARCH_FROM } from './queries';
import classes from './roles.module.css';

interface RolesListOptions {
  onCreate: (() => void) | undefined;
  actions: readonly RowAction<Role>[];
}

const codes = ({ rights }: Role): string => rights.join(', ');

/** The tab «Роли» (ROL-003..007). */
export function useRolesList({ onCreate, actions }: RolesListOptions): ListDeclaration<Role> {
  const { t } = useTranslation('roles');
  const columns = useRoleColumns();
  const filters = useMemo<FilterField[]>(
    () => [{ kind: 'text', name: 'q', label: t('fields.name'), least: SEARCH_FROM, inline: true }],
    [t],
  );
  return useMemo(
    () => ({
      id: 'roles',
      label: t('label'),
      columns,
      filters,
      exportPath: '/api/v1/roles/export',
      defaultSort: 'name',
      rowId: ({ id }) => id,
      rowName: ({ name }) => name,
      ...(actions.length > 0 ? { actions } : {}),
      phoneCard: (role) => <RolePhoneCard role={role} />,
      query: rolesQuery,
      note: (
        <p className={classes['note']}>
          <Icon name="info" />
          {t('note')}
        </p>
      ),
      ...(onCreate ? { create: { label: t('add'), run: onCreate } } : {}),
    }),
    [t, columns, filters, actions, onCreate],
  );
}

function RolePhoneCard({ role }: { role: Role }) {
  const { t } = useTranslation('roles');
  return (
    <>
      <span className={classes['phone']}>
        <b>{role.name}</b>
        <span className="num">{t('users', { count: role.users_count })}</span>
      </span>
      <span className={`${classes['codes'] ?? ''} muted`}>{codes(role)}</span>
    </>
  );
}

function useRoleColumns(): Column<Role>[] {
  const { t } = useTranslation('roles');
  const { number } = useFormat();
  return useMemo(
    () => [
      {
        id: 'name',
        title: t('fields.name'),
        width: 220,
        sort: 'name',
        field: 'name',
        cell: ({ name }) => <b className={classes['strong']}>{name}</b>,
      },
      {
        id: 'rights',
        title: t('fields.rights'),
        field: 'rights',
        full: codes,
        cell: (role) => <span className={classes['secondary']}>{codes(role)}</span>,
      },
      {
        id: 'users',
        title: t('fields.users'),
        width: 260,
        align: 'end',
        field: 'users_count',
        cell: ({ users_count: count }) => (
          <span className={count === 0 ? 'muted' : undefined}>{number(count, 0)}</span>
        ),
      },
    ],
    [t, number],
  );
}
