import type { ApiClient, Organization } from '@/api/types';
import { makeId, ROOT_ORGANIZATION } from './factories';

export const makeOrganization = (change: Partial<Organization> = {}): Organization => ({
  id: makeId(),
  revision: 1,
  number: '40000060183972',
  name: 'Север-Энерго',
  legal_name: 'ООО «Север-Энерго»',
  type: 'network_owner',
  tax_system: 'osn',
  inn: '7727004411',
  kpp: '772701001',
  okpo: '11223344',
  legal_address: 'Москва, Тверская ул., 14',
  actual_address: '',
  contact_data: 'Диспетчер: +7 812 000-44-55',
  parent_id: null,
  created_at: '2024-10-31T14:25:38Z',
  changed_at: '2026-11-19T06:02:11Z',
  is_deleted: false,
  ...change,
});

type OrganizationSketch = [string, Organization['type'], string, string, string, Organization['tax_system']];

const ORGANIZATIONS: OrganizationSketch[] = [
  ['АвтоДор', 'network_owner', '7708123456', '770801001', '45120033', 'osn'],
  ['ГородЭлектро', 'network_owner', '7812009876', '781201001', '00334411', 'usn_income_expense'],
  ['ИП Кравцов', 'network_owner', '231204556677', '', '', 'patent'],
  ['Отель «Волна»', 'network_owner', '2320011223', '232001001', '77120041', 'usn_income'],
  ['Севертранс', 'transport_company', '5190112233', '519001001', '90112233', 'osn'],
  ['ТрансЛогистик', 'transport_company', '7810445566', '781001001', '50667788', 'osn'],
  ['Фермер Плюс', 'network_owner', '6829003344', '682901001', '', 'esn'],
];

export const makeOrganizations = (): Organization[] => [
  makeOrganization({ id: ROOT_ORGANIZATION, name: 'ООО «Север-Энерго»' }),
  ...ORGANIZATIONS.map(([name, type, inn, kpp, okpo, tax_system], index) =>
    makeOrganization({
      name,
      legal_name: name,
      type,
      inn,
      kpp,
      okpo,
      tax_system,
      number: `4000006018400${index}`,
    }),
  ),
];

export const makeApiClient = (change: Partial<ApiClient> = {}): ApiClient => ({
  id: makeId(),
  revision: 1,
  name: 'Мобильное приложение',
  client_id: 'sc_7f3c2a905f0b4c55',
  rights: ['stations:read', 'sessions:read'],
  organization_id: null,
  expires_at: null,
  last_used_at: '2026-11-26T00:58:12Z',
  is_active: true,
  created_at: '2026-03-02T08:00:00Z',
  ...change,
});

export const makeApiClients = (): ApiClient[] => [
  makeApiClient(),
  makeApiClient({
    name: 'Учёт (1С)',
    client_id: 'sc_b1f0c7de77144a5a',
    rights: ['payments:read', 'charges:read'],
    organization_id: ROOT_ORGANIZATION,
    expires_at: '2026-12-31T21:00:00Z',
  }),
  makeApiClient({
    name: 'Старый портал',
    client_id: 'sc_9d4f1a7c0e624a3b',
    is_active: false,
    last_used_at: null,
    expires_at: '2026-06-01T00:00:00Z',
  }),
];
