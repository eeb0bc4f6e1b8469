import { zonedParts } from './format';

const DAY_MS = 86_400_000;

/** What the clock of the zone shows, read as if it were UTC, less the moment itself: the offset, milliseconds. */
function offsetAt(moment: number, timeZone?: string): number {
  const { year, month, day, hour, minute, second } = zonedParts(moment, timeZone);
  return Date.UTC(+year, +month - 1, +day, +hour, +minute, +second) - moment;
}

/** The moment at which a day `YYYY-MM-DD` begins in a zone (the browser's when none is given), as ISO in UTC. */
export function dayStart(day: string, timeZone?: string): string {
  const asUtc = Date.parse(`${day}T00:00:00Z`);
  // The first guess may lie on the other side of a change of the clocks: the second one cannot.
  const guess = asUtc - offsetAt(asUtc, timeZone);
  return new Date(asUtc - offsetAt(guess, timeZone)).toISOString();
}

/** The day after `YYYY-MM-DD`. */
export const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** `UTC+3` when the clock of the zone shows another time than that of the browser, else null. */
export function otherZone(iso: string, timeZone: string): string | null {
  const moment = Date.parse(iso);
  // Offsets are whole minutes, moments are not.
  const minutes = Math.round(offsetAt(moment, timeZone) / 60_000);
  if (minutes === Math.round(offsetAt(moment) / 60_000)) return null;
  const hours = Math.trunc(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  const sign = minutes < 0 ? '−' : '+';
  return `UTC${sign}${hours}${rest > 0 ? `:${String(rest).padStart(2, '0')}` : ''}`;
}
