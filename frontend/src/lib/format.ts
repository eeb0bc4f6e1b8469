export type Language = 'ru' | 'en';

const LOCALES: Record<Language, string> = { ru: 'ru-RU', en: 'en-GB' };
const numberFormats = new Map<string, Intl.NumberFormat>();
const zoneFormats = new Map<string, Intl.DateTimeFormat>();

function numberFormat(language: Language, decimals: number): Intl.NumberFormat {
  const key = `${language}${decimals}`;
  const known = numberFormats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(LOCALES[language], {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  numberFormats.set(key, made);
  return made;
}

/** A number with a fixed count of decimals: `15 261,20` / `15,261.20`. Decimal strings are kept exact. */
export const formatNumber = (value: number | string, decimals: number, language: Language): string =>
  numberFormat(language, decimals).format(value as number);

/** Wh → kWh with two decimals. */
export const formatKwh = (wattHours: number, language: Language): string =>
  formatNumber(wattHours / 1000, 2, language);

/** W → kW; whole numbers stay whole unless `decimals` says otherwise. */
export const formatKw = (watts: number, language: Language, decimals?: number): string =>
  formatNumber(watts / 1000, decimals ?? (watts % 1000 === 0 || watts >= 10_000 ? 0 : 1), language);

const SYMBOLS: Record<string, string> = { RUB: '₽', EUR: '€', USD: '$' };

const MEGABYTE = 1_000_000;

/** A file's size in megabytes: `2,63`; the unit stands behind it. */
export const formatMegabytes = (bytes: number, language: Language): string =>
  formatNumber(bytes / MEGABYTE, 2, language);

/** An amount given as a decimal string with its currency: `786,28 ₽`. */
export const formatMoney = (amount: string, currency: string | null, language: Language): string =>
  `${formatNumber(amount, 2, language)}${currency ? `\u00a0${SYMBOLS[currency] ?? currency}` : ''}`;

interface Parts {
  day: string;
  month: string;
  year: string;
  hour: string;
  minute: string;
  second: string;
}

/** Calendar parts of a moment in a time zone (the browser's when none is given). */
export function zonedParts(iso: string | number | Date, timeZone?: string): Parts {
  const zone = timeZone ?? 'local';
  let format = zoneFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      ...(timeZone ? { timeZone } : {}),
    });
    zoneFormats.set(zone, format);
  }
  const parts = format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]);
  return Object.fromEntries(parts) as Parts;
}

export const formatDate = (iso: string | number | Date, timeZone?: string): string => {
  const { day, month, year } = zonedParts(iso, timeZone);
  return `${day}.${month}.${year}`;
};

/** `18:30:00`, or `18:30` without seconds. */
export const formatTime = (iso: string | number | Date, timeZone?: string, seconds = true): string => {
  const { hour, minute, second } = zonedParts(iso, timeZone);
  return seconds ? `${hour}:${minute}:${second}` : `${hour}:${minute}`;
};

/** `23.01.2025 18:30:00`, or without seconds. */
export const formatDateTime = (iso: string | number | Date, timeZone?: string, seconds = true): string =>
  `${formatDate(iso, timeZone)} ${formatTime(iso, timeZone, seconds)}`;

const pad = (value: number) => String(value).padStart(2, '0');

/** Seconds as `H:MM:SS`, hours without a leading zero. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 3600)}:${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`;
}

const WORDS = {
  ru: { hour: 'ч.', minute: 'мин.', second: 'сек.' },
  en: { hour: 'h', minute: 'min', second: 's' },
} as const;

/** Elapsed time in words: `22 мин. 44 сек.`, `4 сек.`, `1 ч. 5 мин.`; parts that are zero are left out. */
export function formatElapsed(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.round(seconds));
  const words = WORDS[language];
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const parts = [
    hours > 0 && `${hours} ${words.hour}`,
    minutes > 0 && `${minutes} ${words.minute}`,
    hours === 0 && whole % 60 > 0 && `${whole % 60} ${words.second}`,
  ].filter(Boolean);
  return parts.join(' ') || `0 ${words.second}`;
}

/** How long ago, in one unit; from a day on the date and time itself. */
export function formatLastSeen(iso: string, now: number, language: Language, timeZone?: string): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1000));
  const words = WORDS[language];
  if (seconds < 60) return `${seconds} ${words.second}`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} ${words.minute}`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} ${words.hour}`;
  return formatDateTime(iso, timeZone, false);
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A UUID becomes four asterisks and its last eight characters, any other number stays whole. */
export const shortTransactionNumber = (number: string): string =>
  UUID.test(number) ? `****${number.slice(-8)}` : number;
