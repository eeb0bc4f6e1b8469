/** Days as `YYYY-MM-DD`: they compare as text and know no time zone. */
export type Day = string;

export interface Month {
  year: number;
  /** 0 to 11. */
  month: number;
}

const pad = (value: number) => String(value).padStart(2, '0');

export const makeDay = ({ year, month }: Month, day: number): Day => `${year}-${pad(month + 1)}-${pad(day)}`;

export const monthOf = (day: Day): Month => ({
  year: Number(day.slice(0, 4)),
  month: Number(day.slice(5, 7)) - 1,
});

export const today = (): Day => {
  const now = new Date();
  return makeDay({ year: now.getFullYear(), month: now.getMonth() }, now.getDate());
};

export function shiftMonth({ year, month }: Month, by: number): Month {
  const shifted = new Date(Date.UTC(year, month + by, 1));
  return { year: shifted.getUTCFullYear(), month: shifted.getUTCMonth() };
}

/** The days of a month in weeks from Monday; null before the first and after the last. */
export function weeksOf({ year, month }: Month): (Day | null)[][] {
  const before = (new Date(Date.UTC(year, month, 1)).getUTCDay() + 6) % 7;
  const count = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const days = Array.from({ length: count }, (_, index) => makeDay({ year, month }, index + 1));
  const cells: (Day | null)[] = [...Array<null>(before).fill(null), ...days];
  while (cells.length % 7 > 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** `2024-12-02` → `02.12.2024`. */
export const readDay = (day: Day): string => day.split('-').reverse().join('.');
