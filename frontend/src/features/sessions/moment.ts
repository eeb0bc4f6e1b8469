import { dayStart } from '@/lib/zonedDay';
import { formatDateTime } from '@/lib/format';

const WRITTEN = /^(\d{2})\.(\d{2})\.(\d{4}) (\d{1,2}):(\d{2})(?::(\d{2}))?$/;

/** `23.01.2025 21:53:09` on the clock of a zone as a moment; null when it is none. */
export function readMoment(text: string, timeZone: string): number | null {
  const [, day, month, year, hour, minute, second = '00'] = WRITTEN.exec(text.trim()) ?? [];
  if (!day || !month || !year || !hour || !minute) return null;
  if (Number(month) > 12 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const start = Date.parse(dayStart(`${year}-${month}-${day}`, timeZone));
  const moment = start + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  const written = `${day}.${month}.${year} ${hour.padStart(2, '0')}:${minute}:${second}`;
  // A day that does not exist, or an hour that the change of the clocks leaves out.
  return formatDateTime(moment, timeZone) === written ? moment : null;
}
