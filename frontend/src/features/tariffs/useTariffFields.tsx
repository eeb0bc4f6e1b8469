import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Segmented } from '@/components/buttons/Segmented';
import { ChoiceButtons } from '@/components/fields/ChoiceButtons';
import { masks, isTime } from '@/components/form/masks';
import type { FormField } from '@/components/form/types';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { groupSource } from './queries';
import { AC, DC, PERIODICITIES, TYPES, type TariffValues } from './tariffForm';
import { useWeekdays } from './useWeekdays';
import classes from './tariffs.module.css';

const hasWindow = ({ periodicity }: TariffValues) => periodicity !== 'permanent';
const isWeekly = ({ periodicity }: TariffValues) => periodicity === 'weekly';
const isSame = (left: readonly string[], right: readonly string[]) =>
  left.length === right.length && right.every((one) => left.includes(one));

/** Fields of the form (TAR-028..043), and the minimum and maximum of our own. */
export function useTariffFields(): FormField<TariffValues>[] {
  const { t } = useTranslation('tariffs');
  const weekdays = useWeekdays();
  return useMemo(() => {
    const time = (values: TariffValues, name: 'windowStart' | 'windowEnd') =>
      isTime(values[name]) ? null : t('form.wrongTime');
    const info: FormField<TariffValues>[] = [
      { kind: 'check', look: 'switch', name: 'isInForce', wire: 'is_in_force', label: t('fields.isInForce') },
      { kind: 'text', name: 'name', label: t('fields.name'), isRequired: true, max: 250 },
      {
        kind: 'custom',
        name: 'types',
        wire: 'connector_types',
        label: t('fields.types'),
        isRequired: true,
        render: ({ value, change }) => <Types value={value} onChange={change} />,
      },
      {
        kind: 'select',
        name: 'periodicity',
        label: t('fields.periodicity'),
        isRequired: true,
        options: PERIODICITIES.map((value) => ({ value, label: t(`periodicities.${value}`) })),
      },
      { kind: 'day', name: 'validFrom', wire: 'valid_from', label: t('fields.validFrom'), half: true },
      {
        kind: 'day',
        name: 'validTo',
        wire: 'valid_to',
        label: t('fields.validTo'),
        half: true,
        check: ({ validFrom, validTo }) =>
          validFrom && validTo && validTo < validFrom ? t('form.endBeforeStart') : null,
      },
      {
        kind: 'text',
        name: 'windowStart',
        wire: 'window_start',
        label: t('fields.windowStart'),
        isRequired: true,
        isShown: hasWindow,
        half: true,
        placeholder: '00:00',
        icon: 'clock',
        mask: masks.time,
        check: (values) => time(values, 'windowStart'),
      },
      {
        kind: 'text',
        name: 'windowEnd',
        wire: 'window_end',
        label: t('fields.windowEnd'),
        isRequired: true,
        isShown: hasWindow,
        half: true,
        placeholder: '00:00',
        icon: 'clock',
        mask: masks.time,
        check: (values) => time(values, 'windowEnd'),
        hint: ({ windowStart, windowEnd }) =>
          isTime(windowStart) && isTime(windowEnd) && windowEnd <= windowStart
            ? t('form.nextDay')
            : undefined,
      },
      {
        kind: 'multi',
        look: 'buttons',
        name: 'weekdays',
        label: t('fields.weekdays'),
        isRequired: isWeekly,
        isShown: isWeekly,
        options: weekdays.map(({ value, short }) => ({ value, label: short })),
      },
    ];
    return [...info, ...moreFields(t).map((field) => ({ ...field, tab: 'more' }))];
  }, [t, weekdays]);
}

type T = ReturnType<typeof useTranslation<'tariffs'>>['t'];

function moreFields(t: T): FormField<TariffValues>[] {
  const money = (name: 'kwh' | 'minute' | 'start' | 'idle' | 'minimum' | 'maximum', wire: string) =>
    ({
      kind: 'number',
      name,
      wire,
      label: t(`fields.${name}`),
      unit: '₽',
      least: 0,
      decimals: 2,
      isFixed: true,
      half: true,
    }) satisfies FormField<TariffValues>;
  return [
    {
      kind: 'reference',
      name: 'stationGroup',
      wire: 'station_group_id',
      label: t('fields.stationGroup'),
      source: groupSource('station'),
    },
    {
      kind: 'reference',
      name: 'userGroup',
      wire: 'user_group_id',
      label: t('fields.userGroup'),
      source: groupSource('user'),
    },
    money('kwh', 'price_kwh'),
    money('minute', 'price_minute'),
    money('start', 'price_start'),
    money('idle', 'price_idle_minute'),
    {
      kind: 'number',
      name: 'freeIdle',
      wire: 'free_idle_minutes',
      label: t('fields.freeIdle'),
      unit: t('form.minutes'),
      least: 0,
      half: true,
    },
    money('minimum', 'minimum'),
    {
      ...money('maximum', 'maximum'),
      check: ({ minimum, maximum }) =>
        minimum !== null && maximum !== null && maximum < minimum ? t('form.maximumBelow') : null,
    },
  ];
}

interface TypesProps {
  value: readonly string[];
  onChange: (value: readonly string[]) => void;
}

/** «Все», «AC», «DC» fill the field with the matching types; single types are chosen beside. */
function Types({ value, onChange }: TypesProps) {
  const { t } = useTranslation('tariffs');
  const label = useEnumLabel();
  const sets = { all: TYPES, ac: AC, dc: DC } as const;
  const chosen = (Object.keys(sets) as (keyof typeof sets)[]).find((name) => isSame(value, sets[name])) ?? '';
  return (
    <div className={classes['types']}>
      <Segmented
        label={t('fields.types')}
        value={chosen}
        options={[
          { value: 'all', label: t('form.all') },
          { value: 'ac', label: 'AC' },
          { value: 'dc', label: 'DC' },
        ]}
        onChange={(name) => name !== '' && onChange(sets[name])}
      />
      <ChoiceButtons
        label={t('fields.types')}
        options={TYPES.map((type) => ({ value: type, label: label('connectorType', type) }))}
        value={value}
        onChange={onChange}
      />
    </div>
  );
}
