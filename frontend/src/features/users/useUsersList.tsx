import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Organization, User } from '@/api/types';
import type {
  BulkAction,
  Column,
  FilterField,
  ListDeclaration,
  ListScope,
  RowAction,
} from '@/components/list/types';
import { formatDateTime } from '@/lib/format';
import { Restrictions, roleNames, UserPhoneCard, UserStatus } from './cells';
import { SEARCH_FROM, usersQuery } from './queries';
import classes from './users.module.css';

export const userPath = ({ id }: Pick<User, 'id'>): string => `/users/${id}`;

interface UsersListOptions {
  /** Opens the form; nothing without the right to add. */
  onCreate?: (() => void) | undefined;
  /** After «Открыть карточку», in the documented order. */
  actions?: readonly RowAction<User>[];
  bulk?: readonly BulkAction<User>[] | undefined;
  scope?: ListScope;
}

const NONE: readonly never[] = [];

/** The list «Пользователи», whole or of one organisation (DIR-086). */
export function useUsersList(options: UsersListOptions = {}): ListDeclaration<User> {
  const { onCreate, actions = NONE, bulk, scope } = options;
  const { t } = useTranslation('users');
  const columns = useUserColumns();
  const filters = useMemo<FilterField[]>(
    () => [{ kind: 'text', name: 'q', label: t('list.search'), least: SEARCH_FROM, inline: true }],
    [t],
  );
  return useMemo(
    () => ({
      id: 'users',
      label: t('list.label'),
      columns,
      filters,
      defaultSort: 'login',
      rowId: ({ id }) => id,
      rowName: ({ login }) => login,
      cardPath: userPath,
      actions,
      phoneCard: (user) => <UserPhoneCard user={user} />,
      query: usersQuery,
      exportPath: '/api/v1/users/export',
      ...(bulk ? { bulk } : {}),
      ...(onCreate ? { create: { label: t('form.add'), run: onCreate } } : {}),
      ...(scope ? { scope } : {}),
    }),
    [t, columns, filters, actions, bulk, onCreate, scope],
  );
}

/** The users of an organisation: its number is a chip without a cross. */
export function useOrganizationUsersList(
  { id, number }: Organization,
  options: Omit<UsersListOptions, 'scope'>,
): ListDeclaration<User> {
  const scope = useMemo<ListScope>(
    () => ({ filters: { organization_id: [id] }, chips: [number], without: ['organization_id'] }),
    [id, number],
  );
  return useUsersList({ ...options, scope });
}

function useUserColumns(): Column<User>[] {
  const { t } = useTranslation('users');
  return useMemo(
    () => [
      {
        id: 'login',
        title: t('fields.login'),
        width: 132,
        sort: 'login',
        field: 'login',
        cell: ({ login }) => <b className={classes['strong']}>{login}</b>,
      },
      {
        id: 'firstName',
        title: t('fields.firstName'),
        width: 104,
        sort: 'first_name',
        field: 'first_name',
        cell: ({ first_name: name }) => name,
      },
      {
        id: 'lastName',
        title: t('fields.lastName'),
        width: 124,
        sort: 'last_name',
        field: 'last_name',
        cell: ({ last_name: name }) => name,
      },
      {
        id: 'phone',
        title: t('fields.phone'),
        width: 128,
        sort: 'phone',
        field: 'phone',
        cell: ({ phone }) => <span className="num">{phone}</span>,
      },
      {
        id: 'email',
        title: t('fields.email'),
        least: 170,
        sort: 'email',
        field: 'email',
        cell: ({ email }) => email,
      },
      {
        id: 'roles',
        title: t('fields.roles'),
        width: 142,
        isHidden: true,
        field: 'roles',
        full: roleNames,
        cell: roleNames,
      },
      {
        id: 'restrictions',
        field: 'energy_limit_kwh,allowed_stations',
        title: t('fields.restrictions'),
        width: 236,
        isHidden: true,
        cell: (user) => <Restrictions user={user} />,
      },
      {
        id: 'patronymic',
        title: t('fields.patronymic'),
        width: 150,
        isHidden: true,
        sort: 'patronymic',
        field: 'patronymic',
        cell: ({ patronymic }) => patronymic,
      },
      {
        id: 'createdAt',
        title: t('fields.createdAt'),
        width: 180,
        isHidden: true,
        sort: 'created_at',
        field: 'created_at',
        cell: ({ created_at: at }) => <span className="num">{formatDateTime(at)}</span>,
      },
      {
        id: 'status',
        title: t('fields.status'),
        width: 128,
        isHidden: true,
        field: 'status',
        cell: (user) => <UserStatus user={user} />,
      },
    ],
    [t],
  );
}
