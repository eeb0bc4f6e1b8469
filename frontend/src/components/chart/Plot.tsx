import { LineChart } from 'echarts/charts';
import { AxisPointerComponent, GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useIsDark } from '@/lib/colorScheme';
import { useLanguage } from '@/lib/useFormat';
import { usePhone } from '@/lib/useMedia';
import { chartOption } from './option';
import type { TimeChartProps } from './types';
import classes from './chart.module.css';

register([LineChart, GridComponent, TooltipComponent, AxisPointerComponent, MarkLineComponent, SVGRenderer]);

/** Draws once and then only changes: new values come in place, without animation. */
export function Plot({ summary, panels, timeZone }: TimeChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const language = useLanguage();
  const isNarrow = usePhone();
  const isDark = useIsDark();

  useEffect(() => {
    if (!element.current) return;
    const made = init(element.current, null, { renderer: 'svg' });
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);

  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
    chart.current?.setOption(chartOption({ panels, timeZone, language, colour, isNarrow }), {
      notMerge: true,
      lazyUpdate: true,
    });
  }, [panels, timeZone, language, isDark, isNarrow]);

  return <div ref={element} className={classes['plot']} role="img" aria-label={summary} />;
}
