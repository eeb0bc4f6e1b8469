import type { Organization } from '@/api/types';
import type { Option } from '@/components/fields/SelectInput';
import type { OrganizationCreate, OrganizationUpdate } from './queries';

export const TYPES = ['network_owner', 'transport_company'] as const satisfies Organization['type'][];
export const TAX_SYSTEMS = [
  'osn',
  'usn_income',
  'usn_income_expense',
  'esn',
  'patent',
  'npd',
] as const satisfies Organization['tax_system'][];

export interface OrganizationValues {
  legalName: string;
  name: string;
  type: string;
  taxSystem: string;
  inn: string;
  kpp: string;
  okpo: string;
  legalAddress: string;
  actualAddress: string;
  contactData: string;
  parent: Option | null;
}

export const EMPTY: OrganizationValues = {
  legalName: '',
  name: '',
  type: '',
  taxSystem: '',
  inn: '',
  kpp: '',
  okpo: '',
  legalAddress: '',
  actualAddress: '',
  contactData: '',
  parent: null,
};

/** `parent`: the organisation above, once its name is known. */
export const valuesOf = (organization: Organization, parent: Organization | null): OrganizationValues => ({
  legalName: organization.legal_name,
  name: organization.name,
  type: organization.type,
  taxSystem: organization.tax_system,
  inn: organization.inn,
  kpp: organization.kpp,
  okpo: organization.okpo,
  legalAddress: organization.legal_address,
  actualAddress: organization.actual_address,
  contactData: organization.contact_data,
  parent: parent && { value: parent.id, label: parent.name, hint: parent.number },
});

export const toCreate = (values: OrganizationValues): OrganizationCreate => ({
  legal_name: values.legalName.trim(),
  name: values.name.trim(),
  type: values.type as Organization['type'],
  tax_system: values.taxSystem as Organization['tax_system'],
  inn: values.inn.trim(),
  kpp: values.kpp.trim(),
  okpo: values.okpo.trim(),
  legal_address: values.legalAddress.trim(),
  actual_address: values.actualAddress.trim(),
  contact_data: values.contactData.trim(),
  parent_id: values.parent?.value ?? null,
});

/** Only what has changed is sent. */
export function toUpdate(values: OrganizationValues, before: OrganizationValues): OrganizationUpdate {
  const old: Record<string, unknown> = toCreate(before);
  const changed = Object.entries(toCreate(values)).filter(([name, value]) => value !== old[name]);
  return Object.fromEntries(changed);
}
