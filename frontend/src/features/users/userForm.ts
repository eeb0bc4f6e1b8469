import type { User } from '@/api/types';
import type { Option } from '@/components/fields/SelectInput';
import type { UserCreate, UserUpdate } from './queries';

export interface UserValues {
  login: string;
  phone: string;
  roles: readonly Option[];
  organization: Option | null;
  password: string;
  confirmation: string;
  lastName: string;
  firstName: string;
  patronymic: string;
  email: string;
}

export const EMPTY: UserValues = {
  login: '',
  phone: '',
  roles: [],
  organization: null,
  password: '',
  confirmation: '',
  lastName: '',
  firstName: '',
  patronymic: '',
  email: '',
};

export const valuesOf = (user: User): UserValues => ({
  login: user.login,
  phone: user.phone ?? '',
  roles: user.roles.map(({ id, name }) => ({ value: id, label: name })),
  organization: user.organization && {
    value: user.organization.id,
    label: user.organization.name,
    hint: user.organization.number,
  },
  password: '',
  confirmation: '',
  lastName: user.last_name ?? '',
  firstName: user.first_name ?? '',
  patronymic: user.patronymic ?? '',
  email: user.email ?? '',
});

const common = (values: UserValues) => ({
  phone: values.phone.trim(),
  role_ids: values.roles.map(({ value }) => value),
  organization_id: values.organization?.value ?? null,
  last_name: values.lastName.trim(),
  first_name: values.firstName.trim(),
  patronymic: values.patronymic.trim(),
  email: values.email.trim(),
});

const password = (values: UserValues) => ({
  password: values.password,
  password_confirmation: values.confirmation,
});

export const toCreate = (values: UserValues): UserCreate => ({
  login: values.login.trim(),
  ...common(values),
  ...password(values),
});

/** Only what has changed; a password that is left empty stays (USR-069). */
export function toUpdate(values: UserValues, user: User): UserUpdate {
  const before: Record<string, unknown> = common(valuesOf(user));
  const changed = Object.entries(common(values)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
  );
  return { ...(Object.fromEntries(changed) as UserUpdate), ...(values.password ? password(values) : {}) };
}
