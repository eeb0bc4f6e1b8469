import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiClient } from '@/api/types';
import type { Option } from '@/components/fields/SelectInput';
import { FormWindow } from '@/components/form/FormWindow';
import type { CustomControl, FormField } from '@/components/form/types';
import { dayStart, nextDay } from '@/lib/zonedDay';
import { formatDate } from '@/lib/format';
import { organizationSource, readApiClient, readOrganizationOption, useApiClientDeeds } from './queries';

const WIDTH = 1000;

interface ApiClientValues {
  name: string;
  organization: Option | null;
  /** The last day it works, `YYYY-MM-DD`. */
  expires: string;
  isActive: boolean;
  rights: readonly string[];
}

const EMPTY: ApiClientValues = { name: '', organization: null, expires: '', isActive: true, rights: [] };

export type Secret = Pick<ApiClient, 'name' | 'client_id'> & { secret: string };
export type RenderRights = (
  control: CustomControl<readonly string[]>,
  before: readonly string[],
) => ReactNode;

const DAY_MS = 86_400_000;

/** The day before the moment at which it stops. */
function lastDay(expiresAt: string | null): string {
  if (!expiresAt) return '';
  const [day, month, year] = formatDate(Date.parse(expiresAt) - DAY_MS / 2).split('.');
  return `${year ?? ''}-${month ?? ''}-${day ?? ''}`;
}

const expiryOf = (day: string) => (day === '' ? null : dayStart(nextDay(day)));

const valuesOf = (client: ApiClient, organization: Option | null): ApiClientValues => ({
  name: client.name,
  organization,
  expires: lastDay(client.expires_at),
  isActive: client.is_active,
  rights: client.rights.toSorted(),
});

const toBody = (values: ApiClientValues) => ({
  name: values.name.trim(),
  rights: [...values.rights],
  organization_id: values.organization?.value ?? null,
});

interface ApiClientFormWindowProps {
  /** Nothing: a new one is added. */
  client: ApiClient | null;
  /** Draws the choice of rights. */
  renderRights: RenderRights;
  /** The secret of a new one. */
  onSecret: (secret: Secret) => void;
  onClose: () => void;
}

/** Adding and changing a client of the API are one form; it opens once the organisation's name is known. */
export function ApiClientFormWindow(props: ApiClientFormWindowProps) {
  const id = props.client?.organization_id ?? null;
  const { data, isPending } = useQuery({
    queryKey: [...organizationSource.key, 'option', id],
    queryFn: ({ signal }) => readOrganizationOption(id ?? '', signal),
    enabled: id !== null,
  });
  if (id !== null && isPending) return null;
  return <TheWindow {...props} organization={data ?? null} />;
}

type TheWindowProps = ApiClientFormWindowProps & { organization: Option | null };

function TheWindow({ client, organization, renderRights, onSecret, onClose }: TheWindowProps) {
  const { t } = useTranslation('apiClients');
  const deeds = useApiClientDeeds();
  const before = client?.rights ?? [];
  const fields: FormField<ApiClientValues>[] = [
    {
      kind: 'text',
      name: 'name',
      label: t('fields.name'),
      isRequired: true,
      half: true,
      max: 150,
      codes: ['api_client_name_taken', 'machine_client_stays'],
    },
    {
      kind: 'reference',
      name: 'organization',
      wire: 'organization_id',
      label: t('fields.organization'),
      hint: t('form.organizationHint'),
      half: true,
      source: organizationSource,
      codes: ['organization_unknown', 'organization_required'],
    },
    {
      kind: 'day',
      name: 'expires',
      wire: 'expires_at',
      label: t('fields.lastDay'),
      hint: t('form.expiresHint'),
      half: true,
    },
    {
      kind: 'check',
      look: 'switch',
      name: 'isActive',
      wire: 'is_active',
      label: t('fields.isActive'),
      hint: t('form.activeHint'),
      half: true,
      isShown: () => client !== null,
    },
    {
      kind: 'custom',
      name: 'rights',
      label: t('fields.rights'),
      isRequired: true,
      codes: ['rights_exceed_own', 'rights_unknown'],
      render: (control) => renderRights(control, before),
    },
  ];
  if (!client)
    return (
      <FormWindow
        form={{
          title: t('form.addTitle'),
          width: WIDTH,
          fields,
          initial: EMPTY,
          submit: (values, { headers }) =>
            deeds.create({ ...toBody(values), expires_at: expiryOf(values.expires) }, headers),
          success: t('form.added'),
        }}
        onDone={(made) => {
          onClose();
          onSecret(made);
        }}
        onClose={onClose}
      />
    );
  const initial = valuesOf(client, organization);
  return (
    <FormWindow
      form={{
        title: t('form.editTitle'),
        width: WIDTH,
        fields,
        initial,
        record: {
          revision: client.revision,
          read: async () => {
            const fresh = await readApiClient(client);
            return { values: valuesOf(fresh, organization), revision: fresh.revision };
          },
        },
        submit: (values, { headers }) =>
          deeds.update(
            client,
            {
              ...toBody(values),
              is_active: values.isActive,
              // An expiry at another hour of the day stays as it is unless the day is changed.
              ...(values.expires === initial.expires ? {} : { expires_at: expiryOf(values.expires) }),
            },
            headers,
          ),
        success: t('form.changed'),
      }}
      onClose={onClose}
    />
  );
}
