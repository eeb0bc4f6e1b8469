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
});
