import { formatNumber, formatTime, type Language } from '@/lib/format';
import { layout, linesOf, type Panel } from './types';

interface OptionInput {
  panels: readonly Panel[];
  timeZone: string;
  language: Language;
  /** Value of a colour token. */
  colour: (name: string) => string;
  isNarrow: boolean;
  range?: { from: number; to: number } | null;
  canZoom?: boolean;
}

interface TooltipItem {
  seriesIndex: number;
  value: [number, number | null];
}

const SHORT_MS = 600_000;
const LEFT = 44;
const RIGHT = { wide: 72, narrow: 8 };

/** The whole picture as the drawing library wants it (README of the design, section 5). */
export function chartOption(input: OptionInput) {
  const { panels, colour, isNarrow } = input;
  const { tops } = layout(panels);
  return {
    animation: false,
    textStyle: { fontFamily: 'Inter Variable, Inter, sans-serif', fontSize: 11 },
    axisPointer: {
      link: [{ xAxisIndex: 'all' }],
      lineStyle: { color: colour('chart-cursor'), type: 'solid' },
    },
    tooltip: tooltip(input),
    grid: panels.map(({ height }, index) => ({
      top: tops[index],
      height,
      left: LEFT,
      right: isNarrow ? RIGHT.narrow : RIGHT.wide,
    })),
    xAxis: panels.map((_, index) => timeAxis(input, index)),
    yAxis: panels.map((panel, index) => valueAxis(input, panel, index)),
    series: linesOf(panels).map((one) => series(input, one)),
    ...(input.canZoom ? { dataZoom: [zoom(panels.length)] } : {}),
  };
}

/** The wheel with Ctrl, so that the page still scrolls over a chart; on a phone two fingers. */
const zoom = (count: number) => ({
  type: 'inside',
  xAxisIndex: Array.from({ length: count }, (_, index) => index),
  zoomOnMouseWheel: 'ctrl',
  moveOnMouseMove: false,
  moveOnMouseWheel: false,
  filterMode: 'none',
});

function timeAxis({ panels, timeZone, colour, isNarrow, range }: OptionInput, index: number) {
  const isLast = index === panels.length - 1;
  return {
    type: 'time',
    ...(range ? { min: range.from, max: range.to } : {}),
    gridIndex: index,
    splitNumber: isNarrow ? 3 : 6,
    axisLine: { lineStyle: { color: colour('line2') } },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: {
      show: isLast,
      color: colour('chart-axis'),
      fontSize: 11,
      hideOverlap: true,
      formatter: (value: number) => formatTime(value, timeZone, isShort(panels)),
    },
    axisPointer: { label: { show: false } },
  };
}

/** A span so short that hours and minutes would repeat on the axis. */
function isShort(panels: readonly Panel[]): boolean {
  const moments = panels.flatMap(({ points }) => [points[0]?.[0], points.at(-1)?.[0]]);
  const known = moments.filter((moment) => moment !== undefined);
  return Math.max(...known) - Math.min(...known) < SHORT_MS;
}

function valueAxis({ colour, language }: OptionInput, panel: Panel, index: number) {
  return {
    type: 'value',
    gridIndex: index,
    name: panel.unit,
    // Clear of the figure at the end of the axis.
    nameGap: 12,
    nameTextStyle: { color: colour('chart-axis'), align: 'right', padding: [0, 6, 0, 0] },
    ...axisEnds(panel),
    axisLabel: {
      color: colour('chart-axis'),
      fontSize: 11,
      formatter: (value: number) => plain(value, language),
    },
    splitLine: { lineStyle: { color: colour('chart-grid') } },
  };
}

function series(
  { colour, language, isNarrow }: OptionInput,
  { line, panel, place }: ReturnType<typeof linesOf>[number],
) {
  const stroke = colour(`chart-${line.colour}`);
  const last = line.points.findLast(([, value]) => value !== null)?.[1];
  // Two lines of one axis are told apart by their names, not by where they end; more of them by the legend alone.
  const word = panel.partner ? `${line.name} ` : '';
  return {
    type: 'line',
    name: line.name,
    xAxisIndex: place,
    yAxisIndex: place,
    data: line.points,
    showSymbol: false,
    symbolSize: 6,
    color: stroke,
    lineStyle: { width: 1.5, color: stroke },
    emphasis: { disabled: true },
    ...(panel.hasArea ? { areaStyle: { color: colour('chart-area') } } : {}),
    endLabel: {
      show: !isNarrow && last !== undefined && !panel.others?.length,
      color: stroke,
      fontWeight: 550,
      distance: 8,
      formatter: () => (last == null ? '' : `${word}${formatNumber(last, panel.decimals, language)}`),
    },
    ...(panel.limit && line === panel ? { markLine: limitLine(panel.limit, colour) } : {}),
  };
}

const limitLine = ({ value, name }: { value: number; name: string }, colour: (name: string) => string) => ({
  silent: true,
  symbol: 'none',
  lineStyle: { color: colour('chart-axis'), type: [3, 3], width: 1 },
  label: { formatter: name, color: colour('chart-axis'), position: 'insideEndTop' },
  data: [{ yAxis: value }],
});

function tooltip({ panels, timeZone, language, colour }: OptionInput) {
  const lines = linesOf(panels);
  return {
    trigger: 'axis',
    confine: true,
    transitionDuration: 0,
    backgroundColor: colour('tooltip'),
    borderWidth: 0,
    padding: [6, 10],
    textStyle: { color: colour('on-tooltip'), fontSize: 12 },
    formatter: (items: TooltipItem[]) => {
      const [first] = items;
      if (!first) return '';
      const rows = items.map(({ seriesIndex, value: [, value] }) => {
        const { panel, line } = lines[seriesIndex] ?? {};
        if (!panel || !line || value === null) return '';
        const stroke = `<i style="width:8px;height:2px;background:${colour(`chart-${line.colour}`)}"></i>`;
        const figure = `<b style="margin-left:auto;padding-left:16px;font-weight:550">${formatNumber(value, panel.decimals, language)} ${panel.unit}</b>`;
        return `<div style="display:flex;gap:8px;align-items:center">${stroke}${line.name}${figure}</div>`;
      });
      const moment = formatTime(first.value[0], timeZone);
      return `<div style="opacity:.75;font-size:11px">${moment}</div>${rows.join('')}`;
    },
  };
}

/** From zero up; a quantity that goes below has a symmetric axis (SES-156), unless it may end where it ends. */
export function axisEnds(panel: Panel) {
  const points = linesOf([panel]).flatMap(({ line }) => line.points);
  const lowest = points.reduce((least, [, value]) => Math.min(least, value ?? 0), 0);
  if (lowest >= 0) return { min: 0, ...axisTop({ ...panel, points }) };
  const mirrored = axisTop({
    ...panel,
    points: points.map(([at, value]) => [at, value === null ? null : Math.abs(value)] as const),
  });
  if (!panel.isFree) return { min: -mirrored.max, ...mirrored };
  const { interval } = mirrored;
  const highest = points.reduce((most, [, value]) => Math.max(most, value ?? 0), 0);
  return {
    min: Math.floor(lowest / interval) * interval,
    max: Math.ceil(highest / interval) * interval,
    interval,
  };
}

/** Highest value and distance of the ticks: round numbers, four ticks on a tall panel, two on a low one. */
export function axisTop({ points, limit, top, height }: Panel): { max: number; interval: number } {
  const ticks = height > 120 ? 4 : 2;
  if (top !== undefined) return { max: top, interval: top / ticks };
  const highest = points.reduce((most, [, value]) => Math.max(most, value ?? 0), limit?.value ?? 0);
  // A line along the upper edge would be half hidden: it gets a little air.
  const interval = roundUp((highest * 1.04) / ticks || 1 / ticks);
  return { max: interval * Math.max(1, Math.ceil(highest / interval)), interval };
}

const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The next number that reads well on an axis. */
function roundUp(value: number): number {
  const scale = 10 ** Math.floor(Math.log10(value));
  return (STEPS.find((step) => step * scale >= value * 0.999) ?? 10) * scale;
}

/** A tick: as many decimals as it needs, at most two. */
const plain = (value: number, language: Language): string =>
  formatNumber(value, [0, 1].find((decimals) => Number(value.toFixed(decimals)) === value) ?? 2, language);
