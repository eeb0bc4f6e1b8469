import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tariff } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { FieldLine, FieldList } from '@/components/card/Fields';
import { Mark } from '@/components/icons/Mark';
import { formatTime, zonedParts } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat, useLanguage } from '@/lib/useFormat';
import { valuesOf } from './tariffForm';
import { useWeekdays } from './useWeekdays';
import { Week } from './Week';
import classes from './tariffs.module.css';

interface TariffDetailsProps {
  tariff: Tariff;
  onEdit: (() => void) | undefined;
  actions: ReactNode;
}

const LOCALES = { ru: 'ru-RU', en: 'en-GB' } as const;

/** «17 января 2025 00:00» */
function useLongDate() {
  const locale = LOCALES[useLanguage()];
  return (iso: string | null | undefined) => {
    if (!iso) return null;
    const { day, year } = zonedParts(iso);
    const month = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' })
      .formatToParts(new Date(iso))
      .find(({ type }) => type === 'month')?.value;
    return `${Number(day)} ${month ?? ''} ${year} ${formatTime(iso, undefined, false)}`;
  };
}

/** The chosen tariff (TAR-009..025); fields without a value stay. */
export function TariffDetails({ tariff, onEdit, actions }: TariffDetailsProps) {
  const { t } = useTranslation('tariffs');
  const label = useEnumLabel();
  const { number } = useFormat();
  const longDate = useLongDate();
  const weekdays = useWeekdays();
  const money = (text: string | null | undefined) =>
    text !== null && text !== undefined && Number(text) > 0 ? number(text, 2) : null;
  return (
    <section className={classes['details']} aria-label={tariff.name}>
      <header>
        <h2>{tariff.name}</h2>
        {onEdit && <IconButton icon="pencil" dense label={t('edit')} onClick={onEdit} />}
        <InForce isInForce={tariff.is_in_force} />
        <span className={classes['detailActions']}>{actions}</span>
      </header>
      <div className={classes['columns']}>
        <div>
          <FieldList>
            <FieldLine label={t('fields.validFrom')}>{longDate(tariff.valid_from)}</FieldLine>
            <FieldLine label={t('fields.validTo')}>{longDate(tariff.valid_to)}</FieldLine>
            <FieldLine label={t('fields.periodicity')}>{t(`periodicities.${tariff.periodicity}`)}</FieldLine>
            <FieldLine label={t('fields.windowStart')}>{tariff.window_start?.slice(0, 5)}</FieldLine>
            <FieldLine label={t('fields.windowEnd')}>{tariff.window_end?.slice(0, 5)}</FieldLine>
            <FieldLine label={t('fields.weekdays')}>
              {weekdays
                .filter(({ value }) => tariff.weekdays.includes(Number(value)))
                .map(({ long }) => long)
                .join(', ')}
            </FieldLine>
            <FieldLine label={t('fields.stationGroup')}>{tariff.station_group_name}</FieldLine>
            <FieldLine label={t('fields.userGroup')}>{tariff.user_group_name}</FieldLine>
            <FieldLine label={t('fields.types')}>
              {tariff.connector_types.map((type) => label('connectorType', type)).join(', ')}
            </FieldLine>
          </FieldList>
        </div>
        <div>
          <FieldList figures>
            <FieldLine label={t('fields.kwhRub')}>{money(tariff.price_kwh)}</FieldLine>
            <FieldLine label={t('fields.minuteRub')}>{money(tariff.price_minute)}</FieldLine>
            <FieldLine label={t('fields.startRub')}>{money(tariff.price_start)}</FieldLine>
            <FieldLine label={t('fields.idleRub')}>{money(tariff.price_idle_minute)}</FieldLine>
            <FieldLine label={t('fields.freeIdleMin')}>{tariff.free_idle_minutes || null}</FieldLine>
            <FieldLine label={t('fields.minimumRub')}>{money(tariff.minimum)}</FieldLine>
            <FieldLine label={t('fields.maximumRub')}>{money(tariff.maximum)}</FieldLine>
          </FieldList>
          <div className={classes['weekFrame']}>
            <Week values={valuesOf(tariff)} />
          </div>
        </div>
      </div>
    </section>
  );
}

export function InForce({ isInForce }: { isInForce: boolean }) {
  const { t } = useTranslation('tariffs');
  const tone = isInForce ? 'ok' : 'off';
  return (
    <span
      className={classes['inForce']}
      style={{ background: `var(--${tone}-soft)`, color: `var(--${tone}-text)` }}
    >
      <Mark name={isInForce ? 'dot' : 'powerOff'} tone={tone} />
      {t(isInForce ? 'inForce' : 'notInForce')}
    </span>
  );
}
