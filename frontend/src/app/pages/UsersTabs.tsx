import { useTranslation } from 'react-i18next';
import { Tabs } from '@/components/card/Tabs';
import { useMe, type Right } from '@/lib/me';
import { paths } from '../paths';

const TABS = [
  { id: 'users', path: paths.users, right: 'users:read' },
  { id: 'roles', path: paths.roles, right: 'roles:read' },
] as const satisfies { id: string; path: string; right: Right }[];

/** «Пользователи», «Роли» (USR-001), as far as the rights go. */
export function UsersTabs({ active }: { active: (typeof TABS)[number]['id'] }) {
  const { t } = useTranslation('users');
  const rights = useMe()?.rights ?? [];
  const offered = TABS.filter(({ right }) => rights.includes(right));
  return (
    <Tabs tabs={offered.map(({ id, path }) => ({ id, path, title: t(`tabs.${id}`) }))} active={active} />
  );
}
