import type { TFunction } from 'i18next';
import type { FormField } from '@/components/form/types';
import type { StationValues } from './stationForm';

/** The tab «Дополнительно» (STN-197..211). */
export function moreFields(
  t: TFunction<['stations', 'common']>,
  isExternal: boolean,
): FormField<StationValues>[] {
  const pair = (values: StationValues) =>
    (values.latitude === null) === (values.longitude === null) ? null : t('form.bothCoordinates');
  return [
    { kind: 'text', name: 'address', label: t('columns.address'), max: 1000, lines: 2 },
    {
      kind: 'number',
      name: 'latitude',
      label: t('form.latitude'),
      half: true,
      decimals: 6,
      step: 0.001,
      least: -90,
      most: 90,
      check: pair,
    },
    {
      kind: 'number',
      name: 'longitude',
      label: t('form.longitude'),
      half: true,
      decimals: 6,
      step: 0.001,
      least: -180,
      most: 180,
      check: pair,
    },
    {
      kind: 'text',
      name: 'workingHours',
      wire: 'working_hours',
      label: t('form.workingHours'),
      half: true,
      max: 200,
    },
    {
      kind: 'text',
      name: 'ownerLogin',
      wire: 'owner_login',
      label: t('form.ownerLogin'),
      half: true,
      max: 150,
      codes: ['owner_unknown'],
    },
    { kind: 'text', name: 'description', label: t('form.description'), max: 1000, lines: 2 },
    { kind: 'text', name: 'comment', label: t('form.comment'), max: 1000, lines: 2 },
    {
      kind: 'select',
      name: 'earthing',
      wire: 'earthing_type',
      label: t('form.earthing'),
      half: true,
      empty: t('form.notGiven'),
      options: (['tns', 'tncs', 'tnc_repeated'] as const).map((value) => ({
        value,
        label: t(`form.earthings.${value}`),
      })),
    },
    {
      kind: 'number',
      name: 'cableSection',
      wire: 'cable_cross_section_mm2',
      label: t('form.cableSection'),
      unit: t('form.mm2'),
      half: true,
      decimals: 1,
      least: 0,
    },
    {
      kind: 'number',
      name: 'cableLength',
      wire: 'cable_length_m',
      label: t('form.cableLength'),
      unit: t('form.m'),
      half: true,
      least: 0,
    },
    {
      kind: 'number',
      name: 'breaker',
      wire: 'breaker_current_a',
      label: t('form.breaker'),
      unit: t('common:units.a'),
      half: true,
      decimals: 1,
      least: 0,
    },
    {
      kind: 'number',
      name: 'allocatedKw',
      wire: 'allocated_power_w',
      label: t('form.allocated'),
      unit: t('common:units.kw'),
      half: true,
      decimals: 1,
      least: 0,
    },
    ...(isExternal
      ? ([
          {
            kind: 'number',
            name: 'maxPowerKw',
            wire: 'power_limit_w',
            label: t('form.maxPower'),
            unit: t('common:units.kw'),
            half: true,
            decimals: 1,
            least: 0,
          },
        ] satisfies FormField<StationValues>[])
      : []),
    {
      kind: 'text',
      name: 'makerCode',
      wire: 'maker_code',
      label: t('columns.makerCode'),
      half: true,
      max: 50,
    },
    { kind: 'text', name: 'maker', label: t('info.maker'), half: true, max: 50 },
    { kind: 'text', name: 'model', label: t('info.model'), half: true, max: 50 },
    {
      kind: 'text',
      name: 'factory',
      wire: 'factory_number',
      label: t('columns.factoryNumber'),
      half: true,
      max: 50,
    },
    {
      kind: 'check',
      look: 'switch',
      name: 'isActivated',
      wire: 'is_activated',
      label: t('form.activated'),
    },
  ];
}
