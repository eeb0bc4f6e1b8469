import { useMemo } from 'react';
import { useLanguage } from '@/lib/useFormat';

const LOCALES = { ru: 'ru-RU', en: 'en-GB' } as const;
// Any Monday begins the week from which the names of the days are read.
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** Monday is 1, Sunday 7; names in the language of the interface. */
export function useWeekdays(): { value: string; short: string; long: string }[] {
  const locale = LOCALES[useLanguage()];
  return useMemo(() => {
    const name = (style: 'short' | 'long') =>
      new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' });
    const capital = (text: string) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
    return Array.from({ length: 7 }, (_, day) => ({
      value: String(day + 1),
      short: capital(name('short').format(MONDAY + day * DAY_MS)),
      long: capital(name('long').format(MONDAY + day * DAY_MS)),
    }));
  }, [locale]);
}
