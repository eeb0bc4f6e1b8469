import { describe, expect, it } from 'vitest';
import { dayStart, nextDay, otherZone } from './zonedDay';

describe('A day', () => {
  it('begins when the clock of its zone says so', () => {
    expect(dayStart('2026-11-03', 'Europe/Moscow')).toBe('2026-11-02T21:00:00.000Z');
    expect(dayStart('2026-11-03', 'Asia/Vladivostok')).toBe('2026-11-02T14:00:00.000Z');
    expect(dayStart('2026-11-03', 'UTC')).toBe('2026-11-03T00:00:00.000Z');
  });

  it('begins rightly beside a change of the clocks', () => {
    expect(dayStart('2026-03-29', 'Europe/London')).toBe('2026-03-29T00:00:00.000Z');
    expect(dayStart('2026-03-30', 'Europe/London')).toBe('2026-03-29T23:00:00.000Z');
  });

  it('is followed by the next one', () => {
    expect(nextDay('2026-12-31')).toBe('2027-01-01');
  });
});

describe('The zone of a station', () => {
  it('is told where it differs from that of the browser', () => {
    expect(otherZone('2026-11-03T10:00:00Z', 'Asia/Kolkata')).toBe('UTC+5:30');
    expect(otherZone('2026-11-03T10:00:00Z', 'America/New_York')).toBe('UTC−5');
    expect(otherZone('2026-11-03T10:00:00Z', Intl.DateTimeFormat().resolvedOptions().timeZone)).toBeNull();
  });
});
