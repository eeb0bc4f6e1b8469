import { describe, expect, it } from 'vitest';
import { chartOption } from './option';
import type { Panel } from './types';

const at = (minute: number) => Date.parse(`2026-11-24T07:${String(minute).padStart(2, '0')}:00Z`);

const bars: Panel = {
  id: 'bars',
  name: 'U+',
  unit: 'В',
  colour: 's1',
  decimals: 1,
  height: 120,
  points: [
    [at(0), 300],
    [at(5), 410],
  ],
  partner: {
    name: 'U−',
    colour: 's2',
    points: [
      [at(0), -290],
      [at(5), -380],
    ],
  },
};

const optionOf = (panels: readonly Panel[]) =>
  chartOption({
    panels,
    timeZone: 'Europe/Moscow',
    language: 'ru',
    colour: (name) => name,
    isNarrow: false,
  });

describe('A chart', () => {
  it('[SES-156] draws U+ and U− about one zero line on a symmetrical scale', () => {
    const { yAxis, series } = optionOf([bars]);
    const [axis] = yAxis as { min: number; max: number }[];
    expect(yAxis).toHaveLength(1);
    expect(axis?.min).toBe(-(axis?.max ?? 0));
    expect(axis?.max).toBeGreaterThanOrEqual(410);
    expect(series.map(({ yAxisIndex }) => yAxisIndex)).toEqual([0, 0]);
  });

  it('[SES-157] has the time of the session as its axis and tells moment and values on pointing', () => {
    const { xAxis, tooltip } = optionOf([bars]);
    const [time] = xAxis as { type: string; axisLabel: { formatter: (value: number) => string } }[];
    expect(time?.type).toBe('time');
    expect(time?.axisLabel.formatter(at(5))).toMatch(/^10:05/);
    expect(tooltip.trigger).toBe('axis');
    const told = tooltip.formatter([
      { seriesIndex: 0, value: [at(5), 410] },
      { seriesIndex: 1, value: [at(5), -380] },
    ]);
    const text = told.replaceAll(/<[^>]*>/g, ' ').replaceAll('\u00a0', ' ');
    expect(text).toContain('10:05:00');
    expect(text).toMatch(/U\+\s+410,0 В/);
    expect(text).toMatch(/U−\s+[-−]380,0 В/);
  });

  it('ends below zero where its values end, unless it is to be symmetrical', () => {
    const frost: Panel = { ...bars, unit: '°C', isFree: true };
    delete frost.partner;
    const points = (...values: number[]) => values.map((value, minute) => [at(minute), value] as const);
    const inside = { name: 'внутри', colour: 's4', points: points(30, 31) } as const;
    const ends = (panel: Partial<Panel>) => {
      const [axis] = optionOf([{ ...frost, ...panel }]).yAxis as { min: number; max: number }[];
      return [axis?.min, axis?.max];
    };
    expect(ends({ points: points(-4.6, -2), others: [inside] })).toEqual([-20, 40]);
    expect(ends({ points: points(-4.6, -2) })).toEqual([-5, 0]);
    expect(ends({ points: points(4, 5) })[0]).toBe(0);
    expect(ends({ points: points(-4.6, 3), isFree: false })).toEqual([-5, 5]);
    const { series } = optionOf([{ ...frost, points: points(1, 2), others: [inside] }]);
    expect(series.map(({ name }) => name)).toEqual(['U+', 'внутри']);
  });
});
