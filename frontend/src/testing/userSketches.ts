import type { Credential, Organization, Role, User } from '@/api/types';
import { makeId } from './factories';

export const makeUser = (change: Partial<User> = {}): User => ({
  id: makeId(),
  revision: 1,
  login: 'i.petrov',
  first_name: 'Иван',
  last_name: 'Петров',
  patronymic: null,
  phone: '+79998887766',
  email: 'petrov@mail.example',
  roles: [],
  organization: null,
  status: 'active',
  is_self: false,
  created_at: '2024-10-31T14:25:38Z',
  changed_at: '2026-11-19T06:02:11Z',
  last_sign_in_at: null,
  must_change_password: false,
  has_totp: false,
  limits: {
    consumed_energy_wh: 0,
    energy_limit_wh: null,
    available_energy_wh: null,
    limit_set_at: null,
    limit_changed_at: null,
  },
  allowed_stations: [],
  ...change,
});

const limits = (limit: number | null, consumed: number): User['limits'] => ({
  consumed_energy_wh: consumed,
  energy_limit_wh: limit,
  available_energy_wh: limit === null ? null : limit - consumed,
  limit_set_at: limit === null ? null : '2026-09-01T07:00:04Z',
  limit_changed_at: limit === null ? null : '2026-11-02T11:31:50Z',
});

const DASHBOARD_ROLES = ['administrator', 'dispatcher'];

const rolesOf = (roles: readonly Role[], names: readonly string[]) =>
  roles.filter(({ name }) => names.includes(name)).map(({ id, name }) => ({ id, name }));

export function makeUsers(roles: readonly Role[], organizations: readonly Organization[]): User[] {
  const [root] = organizations;
  const [first, second] = ['EVSE31', 'EVSE55'].map((number) => ({ id: makeId(), number }));
  const both = [first, second].flatMap((station) => (station ? [station] : []));
  const fleet = Array.from({ length: 14 }, (_, index) => ({ id: makeId(), number: `EVSE${100 + index}` }));
  const park = organizations.find(({ name }) => name === 'ТрансЛогистик');
  const of = (organization: Organization | undefined) =>
    organization ? { id: organization.id, number: organization.number, name: organization.name } : null;
  const user = (names: readonly string[], change: Partial<User>) =>
    makeUser({
      roles: rolesOf(roles, names),
      last_sign_in_at: names.some((name) => DASHBOARD_ROLES.includes(name)) ? '2026-11-26T05:12:00Z' : null,
      ...change,
    });
  const plain = { first_name: null, last_name: null, email: null };
  return [
    user(['administrator'], {
      login: 'a.orlova',
      first_name: 'Анна',
      last_name: 'Орлова',
      phone: '+79161234507',
      email: 'orlova@sever.example',
      organization: of(root),
    }),
    user(['technik', 'customer'], {
      login: 'baranov',
      first_name: 'Сергей',
      last_name: 'Баранов',
      phone: '+79031118842',
      email: 'baranov@sever.example',
      allowed_stations: both,
    }),
    user(['customer'], {
      ...plain,
      login: 'card-park-01',
      phone: '+74950001122',
      limits: limits(500_000, 0),
    }),
    user(['customer'], {
      login: 'd.egorov',
      first_name: 'Дмитрий',
      last_name: 'Егоров',
      phone: '+79217760315',
      email: 'egorov@mail.example',
      limits: limits(100_000, 12_400),
      allowed_stations: both.slice(1),
    }),
    user(['customer'], { ...plain, login: 'ec600594', phone: '+79260005940' }),
    user(['customer'], {
      login: 'fleet.trans-01',
      first_name: 'Парк',
      last_name: 'ТрансЛогистик',
      phone: '+78120004455',
      email: 'fleet@translog.example',
      organization: of(park),
      limits: limits(12_000_000, 419_180),
      allowed_stations: fleet,
    }),
    user(['apimoniview'], { ...plain, login: 'gateway', phone: '+74950001100' }),
    user(['customer'], {
      limits: limits(350_000, 247_540),
      allowed_stations: both,
      organization: of(root),
    }),
    user(['customer'], {
      login: 'k.smirnova',
      first_name: 'Ксения',
      last_name: 'Смирнова',
      phone: '+79052223344',
      email: 'smirnova@mail.example',
      status: 'blocked',
    }),
    user(['administrator'], {
      id: '01890000-0000-7000-8000-00000000aaaa',
      login: 'marina',
      first_name: 'Марина',
      last_name: 'Иванова',
      phone: '+79998887700',
      email: 'ivanova@sever.example',
      is_self: true,
      has_totp: true,
      organization: of(root),
    }),
    user(['dispatcher'], {
      login: 'n.volkov',
      first_name: 'Николай',
      last_name: 'Волков',
      phone: '+79117654321',
      email: 'volkov@sever.example',
    }),
    user(['customer'], {
      login: 'o.lebedeva',
      first_name: 'Ольга',
      last_name: 'Лебедева',
      phone: '+79283334455',
      email: 'lebedeva@mail.example',
      limits: limits(80_000, 93_150),
    }),
  ];
}

export const makeCredential = (change: Partial<Credential> = {}): Credential => ({
  id: makeId(),
  user_id: makeId(),
  kind: 'rfid',
  label: '002,020202',
  last4: '0202',
  is_blocked: false,
  expires_at: null,
  created_at: '2026-09-01T07:00:04Z',
  consumed_energy_wh: 0,
  ...change,
});

const CARDS: [string, number][] = [
  ['002,020202', 118_200],
  ['038,21722', 96_340],
  ['038,21723', 33_000],
  ['117,40021', 0],
];

export function makeCredentials(users: readonly User[]): Credential[] {
  const own = users.map(({ id, login }) =>
    makeCredential({ user_id: id, kind: 'login_password', label: login, last4: '' }),
  );
  const cardsOf = (login: string, cards: readonly (readonly [string, number])[]) => {
    const user = users.find((other) => other.login === login);
    return cards.map(([label, consumed]) =>
      makeCredential({
        user_id: user?.id ?? '',
        label,
        last4: label.slice(-4),
        consumed_energy_wh: consumed,
      }),
    );
  };
  const fleet = Array.from({ length: 15 }, (_, index): [string, number] => [
    `204,009${10 + index}`,
    index * 4_020,
  ]);
  return [...own, ...cardsOf('i.petrov', CARDS), ...cardsOf('fleet.trans-01', fleet)];
}
