import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatDateTime,
  formatElapsed,
  formatKw,
  formatKwh,
  formatLastSeen,
  formatMegabytes,
  formatMoney,
  formatNumber,
  formatTime,
  shortTransactionNumber,
} from './format';

/** Intl separates thousands and units by a no-break space; the texts here use a plain one. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const MOSCOW = 'Europe/Moscow';
const at = (seconds: number) => new Date(Date.UTC(2025, 0, 23, 15, 30, 0) - seconds * 1000).toISOString();
const NOW = Date.UTC(2025, 0, 23, 15, 30, 0);

describe('moments', () => {
  it('[UI-109] are told in the zone asked for, with or without seconds', () => {
    expect(formatDateTime('2025-01-23T15:30:00Z', MOSCOW)).toBe('23.01.2025 18:30:00');
    expect(formatDateTime('2025-01-23T21:30:00Z', MOSCOW, false)).toBe('24.01.2025 00:30');
    expect(formatTime('2025-01-23T21:00:05Z', MOSCOW)).toBe('00:00:05');
  });
});

describe('durations', () => {
  it('[UI-112, SES-040] have hours without a leading zero', () => {
    expect(formatClock(26 * 60 + 13)).toBe('0:26:13');
    expect(formatClock(9 * 3600 + 10 * 60 + 31)).toBe('9:10:31');
  });

  it('[UI-112] in words leave out what is zero', () => {
    expect(formatElapsed(22 * 60 + 44, 'ru')).toBe('22 мин. 44 сек.');
    expect(formatElapsed(25 * 60, 'ru')).toBe('25 мин.');
    expect(formatElapsed(4, 'ru')).toBe('4 сек.');
    expect(formatElapsed(3900, 'en')).toBe('1 h 5 min');
    expect(formatElapsed(0, 'en')).toBe('0 s');
  });

  it('[STN-053] since a contact use one unit and become a date after a day', () => {
    expect(formatLastSeen(at(4), NOW, 'ru')).toBe('4 сек.');
    expect(formatLastSeen(at(59 * 60), NOW, 'ru')).toBe('59 мин.');
    expect(formatLastSeen(at(3 * 3600), NOW, 'en')).toBe('3 h');
    expect(formatLastSeen(at(86_400), NOW, 'ru', MOSCOW)).toBe('22.01.2025 18:30');
  });
});

describe('numbers', () => {
  it('[UI-113, SES-047] follow the language', () => {
    expect(plain(formatNumber(15261.2, 2, 'ru'))).toBe('15 261,20');
    expect(formatNumber(15261.2, 2, 'en')).toBe('15,261.20');
    expect(plain(formatKwh(3_176_370, 'ru'))).toBe('3 176,37');
  });

  it('[UI-115] of a size are megabytes with two decimals', () => {
    expect(formatMegabytes(2_634_000, 'ru')).toBe('2,63');
    expect(formatMegabytes(2_634_000, 'en')).toBe('2.63');
    expect(formatMegabytes(900, 'en')).toBe('0.00');
  });

  it('of power stay whole where they are whole', () => {
    expect(formatKw(120_000, 'ru')).toBe('120');
    expect(formatKw(3500, 'ru')).toBe('3,5');
  });

  it('of money keep every hundredth of a decimal string', () => {
    expect(plain(formatMoney('786.28', 'RUB', 'ru'))).toBe('786,28 ₽');
    expect(plain(formatMoney('90071992547409.93', 'RUB', 'ru'))).toBe('90 071 992 547 409,93 ₽');
  });
});

describe('transaction numbers', () => {
  it('[SES-039] of UUID kind are shortened, others are whole', () => {
    expect(shortTransactionNumber('562d21f0-e1d6-466b-b4ff-f501b53093ab')).toBe('****b53093ab');
    expect(shortTransactionNumber('40000330023873')).toBe('40000330023873');
    expect(shortTransactionNumber('600687')).toBe('600687');
  });
});
