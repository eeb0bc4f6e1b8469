import type tokens from '@/styles/tokens.json';

/** Name of a chart colour of the tokens. */
export type ChartColour = keyof (typeof tokens)['color']['light']['chart'];

export interface ChartLine {
  name: string;
  colour: ChartColour;
  /** Milliseconds since the epoch, value. */
  points: readonly (readonly [number, number | null])[];
}

/** One quantity over time with its own axis: never two scales in one panel. */
export interface Panel extends ChartLine {
  id: string;
  unit: string;
  decimals: number;
  /** Another line of the same quantity on the same axis, such as the minus bar beside the plus bar. */
  partner?: ChartLine;
  /** More of the same quantity, such as the other zones of a sensor. */
  others?: readonly ChartLine[];
  /** Pixels of the plot. */
  height: number;
  /** The highest value of the axis when it is known: 100 for percent. */
  top?: number;
  /** Goes as far below zero as its values do; without it such an axis is symmetric. */
  isFree?: boolean;
  /** Fills what is under the line. */
  hasArea?: boolean;
  /** A dashed line with its name. */
  limit?: { value: number; name: string };
}

export interface TimeChartProps {
  /** What the picture says, for those who cannot see it. */
  summary: string;
  panels: readonly Panel[];
  /** Zone of the station: the axis shows the time there. */
  timeZone: string;
  /** Heading of the frame; with a file name a button beside it saves the picture. */
  title?: string;
  hint?: string | undefined;
  fileName?: string;
  /** The part of the time that is shown; the whole without it. */
  range?: { from: number; to: number } | null;
  /** The user has marked another part with the wheel. */
  onRange?: (range: { from: number; to: number }) => void;
}

/** Every line of the panels, in the order in which they are drawn. */
export const linesOf = (panels: readonly Panel[]) =>
  panels.flatMap((panel, place) =>
    [panel, panel.partner, ...(panel.others ?? [])]
      .filter((line) => line !== undefined)
      .map((line): { line: ChartLine; panel: Panel; place: number } => ({ line, panel, place })),
  );

const GAP = 40;
const TOP = 24;
const BOTTOM = 24;

/** Where each panel begins, and how tall all of them are. */
export function layout(panels: readonly Panel[]) {
  const tops: number[] = [];
  let next = TOP;
  for (const { height } of panels) {
    tops.push(next);
    next += height + GAP;
  }
  return { tops, height: next - GAP + BOTTOM };
}
