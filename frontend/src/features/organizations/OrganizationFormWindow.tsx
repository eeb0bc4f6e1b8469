import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Organization } from '@/api/types';
import { FormWindow } from '@/components/form/FormWindow';
import { masks } from '@/components/form/masks';
import type { FormField } from '@/components/form/types';
import {
  EMPTY,
  TAX_SYSTEMS,
  toCreate,
  toUpdate,
  TYPES,
  valuesOf,
  type OrganizationValues,
} from './organizationForm';
import { organizationQuery, organizationSource, readOrganization, useOrganizationDeeds } from './queries';

interface OrganizationFormWindowProps {
  /** Nothing: a new one is added. */
  organization: Organization | null;
  onClose: () => void;
}

/** Adding and changing an organisation are one form (DIR-070..080); it opens once the one above is known. */
export function OrganizationFormWindow({ organization, onClose }: OrganizationFormWindowProps) {
  const parentId = organization?.parent_id ?? null;
  const { data: parent, isPending } = useQuery({
    ...organizationQuery(parentId ?? ''),
    enabled: parentId !== null,
  });
  if (parentId !== null && isPending) return null;
  return <TheWindow organization={organization} parent={parent ?? null} onClose={onClose} />;
}

interface TheWindowProps extends OrganizationFormWindowProps {
  parent: Organization | null;
}

function TheWindow({ organization, parent, onClose }: TheWindowProps) {
  const { t } = useTranslation('organizations');
  const deeds = useOrganizationDeeds();
  const fields = useOrganizationFields();
  if (!organization)
    return (
      <FormWindow
        form={{
          title: t('form.addTitle'),
          fields,
          initial: EMPTY,
          submit: (values, { headers }) => deeds.create(toCreate(values), headers),
          success: t('form.added'),
        }}
        onClose={onClose}
      />
    );
  const before = valuesOf(organization, parent);
  return (
    <FormWindow
      form={{
        title: t('form.editTitle'),
        fields,
        initial: before,
        record: {
          revision: organization.revision,
          read: async () => {
            const fresh = await readOrganization(organization.id);
            return { values: valuesOf(fresh, parent), revision: fresh.revision };
          },
        },
        submit: (values, { headers }) => deeds.update(organization, toUpdate(values, before), headers),
        success: t('form.changed'),
      }}
      onClose={onClose}
    />
  );
}

function useOrganizationFields(): FormField<OrganizationValues>[] {
  const { t } = useTranslation('organizations');
  return [
    {
      kind: 'text',
      name: 'legalName',
      wire: 'legal_name',
      label: t('fields.legalName'),
      isRequired: true,
      max: 250,
    },
    { kind: 'text', name: 'name', label: t('fields.name'), half: true, max: 250, hint: t('form.nameHint') },
    {
      kind: 'select',
      name: 'type',
      label: t('fields.type'),
      isRequired: true,
      half: true,
      empty: t('form.choose'),
      options: TYPES.map((value) => ({ value, label: t(`type.${value}`) })),
    },
    {
      kind: 'select',
      name: 'taxSystem',
      wire: 'tax_system',
      label: t('fields.taxSystem'),
      isRequired: true,
      half: true,
      empty: t('form.choose'),
      options: TAX_SYSTEMS.map((value) => ({ value, label: t(`taxSystem.${value}`) })),
    },
    { kind: 'text', name: 'inn', label: t('fields.inn'), half: true, max: 20 },
    { kind: 'text', name: 'kpp', label: t('fields.kpp'), half: true, max: 9, mask: masks.digits(9) },
    { kind: 'text', name: 'okpo', label: t('fields.okpo'), half: true, max: 10, mask: masks.digits(10) },
    {
      kind: 'text',
      name: 'legalAddress',
      wire: 'legal_address',
      label: t('fields.legalAddress'),
      half: true,
      max: 250,
    },
    {
      kind: 'text',
      name: 'actualAddress',
      wire: 'actual_address',
      label: t('fields.actualAddress'),
      half: true,
      max: 250,
    },
    {
      kind: 'text',
      name: 'contactData',
      wire: 'contact_data',
      label: t('fields.contactData'),
      max: 500,
      lines: 3,
    },
    {
      kind: 'reference',
      name: 'parent',
      wire: 'parent_id',
      label: t('fields.parent'),
      hint: t('form.parentHint'),
      source: organizationSource,
      codes: ['organization_below_itself', 'organization_unknown', 'organization_required'],
    },
  ];
}
