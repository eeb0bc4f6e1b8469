import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  formatElapsed,
  formatKw,
  formatKwh,
  formatLastSeen,
  formatMoney,
  formatNumber,
  type Language,
} from './format';

export const useLanguage = (): Language => (useTranslation().i18n.language === 'en' ? 'en' : 'ru');

/** The formatters of `format.ts` bound to the language of the interface. */
export function useFormat() {
  const language = useLanguage();
  return useMemo(
    () => ({
      number: (value: number | string, decimals: number) => formatNumber(value, decimals, language),
      kwh: (wattHours: number) => formatKwh(wattHours, language),
      kw: (watts: number, decimals?: number) => formatKw(watts, language, decimals),
      money: (amount: string, currency: string | null) => formatMoney(amount, currency, language),
      elapsed: (seconds: number) => formatElapsed(seconds, language),
      lastSeen: (iso: string, now: number, zone?: string) => formatLastSeen(iso, now, language, zone),
    }),
    [language],
  );
}

export type Format = ReturnType<typeof useFormat>;
