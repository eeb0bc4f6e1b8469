import { createElement, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../buttons/IconButton';
import { Icon } from '../icons/Icon';
import { tip } from '../tooltip/tip';
import { usePlot } from './loadPlot';
import { savePicture } from './savePicture';
import { layout, linesOf, type Panel, type TimeChartProps } from './types';
import classes from './chart.module.css';

/** Lines over time, one under another with one cross-hair. The drawing library is loaded when it is first needed. */
export function TimeChart(props: TimeChartProps) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const plot = usePlot();
  const { title, hint, fileName } = props;
  const { height } = layout(props.panels);
  const isEmpty = props.panels.every(({ points }) => points.length === 0);
  const save = () => {
    const svg = frame.current?.querySelector('svg');
    if (svg && fileName) void savePicture(svg, title ?? '', fileName);
  };
  return (
    <>
      {title !== undefined && (
        <header className={classes['head']}>
          <h2>{title}</h2>
          {hint && (
            <span role="img" aria-label={hint} {...tip(hint)}>
              <Icon name="info" />
            </span>
          )}
          {fileName && !isEmpty && (
            <IconButton icon="image" dense label={`${t('chart.save')}: ${title}`} onClick={save} />
          )}
        </header>
      )}
      {title !== undefined && !isEmpty && <Legend panels={props.panels} />}
      <div ref={frame} className={classes['frame']} style={{ height }}>
        {isEmpty ? (
          <p className={classes['empty']}>{t('chart.empty')}</p>
        ) : (
          plot && createElement(plot, props)
        )}
      </div>
    </>
  );
}

/** Which colour is which quantity; one line alone is named by the heading. */
function Legend({ panels }: { panels: readonly Panel[] }) {
  const lines = linesOf(panels);
  if (lines.length < 2) return null;
  return (
    <ul className={classes['legend']}>
      {lines.map(({ line, panel }) => (
        <li key={`${panel.id} ${line.name}`}>
          <i style={{ background: `var(--chart-${line.colour})` }} />
          {line.name}, {panel.unit}
        </li>
      ))}
    </ul>
  );
}
