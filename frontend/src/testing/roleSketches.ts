import type { RightEntry, Role } from '@/api/types';
import { makeId } from './factories';

type RightSketch = [string, RightEntry['verb'], string, string, string | null];

// The words and pages are those of identity-api's seed.
const RIGHTS: RightSketch[] = [
  ['stations:read', 'see', 'Просмотр зарядных станций', 'View charging stations', 'stations'],
  [
    'stations:write',
    'change',
    'Добавление и изменение зарядных станций',
    'Add and change stations',
    'stations',
  ],
  ['stations:command', 'command', 'Отправка удалённых команд станциям', 'Send remote commands', 'stations'],
  ['commands:read', 'see', 'Просмотр удалённых команд', 'View remote commands', 'commands'],
  ['regions:read', 'see', 'Просмотр регионов', 'View regions', 'stations'],
  ['regions:write', 'change', 'Изменение регионов', 'Change regions', 'stations'],
  ['sessions:read', 'see', 'Просмотр зарядных сессий', 'View charging sessions', 'sessions'],
  ['transactions:read', 'see', 'Просмотр транзакций', 'View transactions', 'sessions'],
  ['charges:read', 'see', 'Просмотр расчёта стоимости', 'View price breakdowns', 'payments'],
  ['payments:read', 'see', 'Просмотр платежей', 'View payments', 'payments'],
  ['payments:money', 'money', 'Действия с деньгами: возврат, повтор платежа', 'Move money', 'payments'],
  ['tariffs:read', 'see', 'Просмотр тарифов', 'View tariffs', 'tariffs'],
  ['tariffs:write', 'change', 'Изменение тарифов', 'Change tariffs', 'tariffs'],
  ['users:read', 'see', 'Просмотр пользователей', 'View users', 'users'],
  ['users:write', 'change', 'Добавление, изменение, блокировка и удаление', 'Add and change users', 'users'],
  ['credentials:read', 'see', 'Просмотр удостоверений', 'View credentials', 'users'],
  ['credentials:write', 'change', 'Привязка и отвязка удостоверений', 'Bind and unbind cards', 'users'],
  ['roles:read', 'see', 'Просмотр ролей и прав', 'View roles and rights', 'roles'],
  ['roles:write', 'change', 'Добавление, изменение и удаление ролей', 'Add and change roles', 'roles'],
  ['organizations:read', 'see', 'Просмотр организаций', 'View organisations', 'organizations'],
  ['organizations:write', 'change', 'Изменение организаций', 'Change organisations', 'organizations'],
  ['organizations:all', 'see', 'Доступ к данным всех организаций', 'See all organisations', 'organizations'],
  ['api-clients:read', 'see', 'Просмотр клиентов API', 'View API clients', 'api-clients'],
  ['api-clients:write', 'change', 'Изменение клиентов API', 'Change API clients', 'api-clients'],
  ['protocol-log:read', 'see', 'Просмотр журнала обмена со станциями', 'View frames', 'protocol-log'],
  ['security-log:read', 'see', 'Просмотр журнала безопасности', 'View the security log', 'security-log'],
  ['stream:read', 'see', 'Обновление страниц в реальном времени', 'Live updates of pages', 'stream'],
];

const STATION_RIGHTS = [
  'AllowUpdateConfigurationRemoteCommand',
  'AuthAPI',
  'Courier',
  'Customer',
  'EditOrgInvoices',
  'EditOrgTerminals',
  'ExtendedCourier',
  'ExtendedTechnik',
  'GetAllGoods',
  'GetAllRemoteCommands',
  'Technik',
];

export const makeRights = (): RightEntry[] => [
  ...RIGHTS.map(([code, verb, title_ru, title_en, page]) => ({
    code,
    noun: code.split(':')[0] ?? '',
    verb,
    title_ru,
    title_en,
    page,
    opens_dashboard: true,
  })),
  ...STATION_RIGHTS.map((code) => ({
    code,
    noun: code,
    verb: 'device' as const,
    title_ru: `Право - ${code}`,
    title_en: `Right - ${code}`,
    page: null,
    opens_dashboard: false,
  })),
];

export const makeRole = (change: Partial<Role> = {}): Role => ({
  id: makeId(),
  revision: 1,
  name: 'customer',
  is_standard: true,
  requires_totp: false,
  rights: ['Customer'],
  users_count: 0,
  ...change,
});

const DISPATCHER = ['stations:read', 'stations:command', 'commands:read', 'sessions:read', 'tariffs:write'];

export const makeRoles = (rights: readonly RightEntry[]): Role[] => [
  makeRole({ name: 'administrator', rights: rights.map(({ code }) => code), users_count: 3 }),
  makeRole({ name: 'apimoniview', rights: STATION_RIGHTS.slice(0, 2), users_count: 1 }),
  makeRole({ name: 'courier', rights: ['Courier', 'ExtendedCourier'] }),
  makeRole({ users_count: 452 }),
  makeRole({ name: 'dispatcher', is_standard: false, rights: DISPATCHER, users_count: 8 }),
  makeRole({ name: 'night-shift', is_standard: false, rights: ['stations:read'] }),
  makeRole({ name: 'technik', rights: ['Technik', 'ExtendedTechnik'], users_count: 14 }),
];
