import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormField } from '@/components/form/types';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { ConnectorsEditor } from './ConnectorsEditor';
import { moreFields } from './moreFields';
import { organizationSource } from './queries';
import type { Kind, StationValues } from './stationForm';

interface StationFieldsOptions {
  kind: Kind;
  isEdit: boolean;
  regions: readonly { id: string; name: string }[];
}

const MODES = ['normal', 'home', 'manual'] as const;

/** Fields of the form (STN-188..222), as far as a station has them. */
export function useStationFields({
  kind,
  isEdit,
  regions,
}: StationFieldsOptions): FormField<StationValues>[] {
  const { t } = useTranslation(['stations', 'common']);
  const label = useEnumLabel();
  return useMemo(() => {
    const isExternal = kind === 'external';
    const info: FormField<StationValues>[] = [
      {
        kind: 'text',
        name: 'number',
        label: t('columns.number'),
        isRequired: true,
        isDisabled: isEdit,
        half: true,
        max: 100,
        hint: t('form.numberHint'),
        codes: ['station_number_taken', 'number_taken'],
      },
      { kind: 'text', name: 'name', label: t('columns.name'), isRequired: true, half: true, max: 300 },
      ...(isExternal
        ? ([
            {
              kind: 'text',
              name: 'serial',
              wire: 'serial_number',
              label: t('columns.serialNumber'),
              half: true,
              max: 50,
            },
            {
              kind: 'text',
              name: 'stationKey',
              wire: 'key',
              label: t('columns.key'),
              isRequired: true,
              half: true,
              max: 48,
              hint: t('form.keyHint'),
              codes: ['station_key_taken', 'key_taken'],
            },
          ] satisfies FormField<StationValues>[])
        : []),
      {
        kind: 'select',
        name: 'mode',
        wire: 'operating_mode',
        label: t('columns.operatingMode'),
        isRequired: true,
        half: true,
        options: MODES.map((value) => ({ value, label: label('operatingMode', value) })),
      },
      {
        kind: 'select',
        name: 'region',
        wire: 'region_id',
        label: t('form.region'),
        isRequired: true,
        half: true,
        empty: t('form.chooseRegion'),
        options: regions.map(({ id, name }) => ({ value: id, label: name })),
      },
      {
        kind: 'reference',
        name: 'organization',
        wire: 'organization_id',
        label: t('info.organization'),
        isRequired: !isExternal,
        half: true,
        source: organizationSource,
      },
      ...(isExternal
        ? ([
            {
              kind: 'select',
              name: 'protocol',
              label: t('form.protocol'),
              isRequired: true,
              half: true,
              options: [
                { value: '1.6', label: 'OCPP 1.6' },
                { value: '2.0.1', label: 'OCPP 2.0.1' },
              ],
            },
          ] satisfies FormField<StationValues>[])
        : []),
    ];
    const more = moreFields(t, isExternal);
    const connectors: FormField<StationValues> = {
      kind: 'custom',
      name: 'connectors',
      label: t('columns.connectors'),
      isRequired: true,
      render: ({ value, change }) => <ConnectorsEditor value={value} onChange={change} />,
    };
    return [
      ...info,
      ...more.map((field) => ({ ...field, tab: 'more' })),
      ...(isExternal ? [{ ...connectors, tab: 'connectors' }] : []),
    ];
  }, [t, label, kind, isEdit, regions]);
}
