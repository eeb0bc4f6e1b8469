import { LineChart } from 'echarts/charts';
import {
  AxisPointerComponent,
  DataZoomInsideComponent,
  GridComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components';
import { connect, init, use as register, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useIsDark } from '@/lib/colorScheme';
import { useLanguage } from '@/lib/useFormat';
import { usePhone } from '@/lib/useMedia';
import { chartOption } from './option';
import type { TimeChartProps } from './types';
import classes from './chart.module.css';

register([
  LineChart,
  DataZoomInsideComponent,
  GridComponent,
  TooltipComponent,
  AxisPointerComponent,
  MarkLineComponent,
  SVGRenderer,
]);

/** Charts of one page have one cross-hair. */
const GROUP = 'page';
const SETTLE_MS = 300;

/** The first look of an observer tells the size that the chart has begun with: to draw all again for it is waste. */
const hasOtherSize = (made: EChartsType, { width, height }: DOMRectReadOnly): boolean =>
  Math.abs(made.getWidth() - width) >= 1 || Math.abs(made.getHeight() - height) >= 1;

/** Draws once and then only changes: new values come in place, without animation. */
export function Plot({ summary, panels, timeZone, range = null, onRange }: TimeChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const language = useLanguage();
  const isNarrow = usePhone();
  const isDark = useIsDark();
  // The handler itself may be another at each drawing: only whether there is one matters.
  const canZoom = onRange !== undefined;

  const tellRange = useEffectEvent((made: EChartsType) => {
    const { dataZoom } = made.getOption() as { dataZoom?: { startValue?: number; endValue?: number }[] };
    const { startValue: from, endValue: to } = dataZoom?.[0] ?? {};
    if (from !== undefined && to !== undefined && to > from) onRange?.({ from, to });
  });

  useEffect(() => {
    if (!element.current) return;
    const made = init(element.current, null, { renderer: 'svg' });
    chart.current = made;
    made.group = GROUP;
    connect(GROUP);
    let settle: ReturnType<typeof setTimeout> | undefined;
    made.on('datazoom', () => {
      clearTimeout(settle);
      settle = setTimeout(() => tellRange(made), SETTLE_MS);
    });
    const observer = new ResizeObserver(([entry]) => {
      if (entry && hasOtherSize(made, entry.contentRect)) made.resize();
    });
    observer.observe(element.current);
    return () => {
      clearTimeout(settle);
      observer.disconnect();
      made.dispose();
    };
  }, []);

  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
    chart.current?.setOption(chartOption({ panels, timeZone, language, colour, isNarrow, range, canZoom }), {
      notMerge: true,
      lazyUpdate: true,
    });
  }, [panels, timeZone, language, isDark, isNarrow, range, canZoom]);

  return <div ref={element} className={classes['plot']} role="img" aria-label={summary} />;
}
