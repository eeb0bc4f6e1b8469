import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { layout, type TimeChartProps } from './types';
import classes from './chart.module.css';

const Plot = lazy(async () => ({ default: (await import('./Plot')).Plot }));

/** Lines over time, one under another with one cross-hair. The drawing library is loaded when it is first needed. */
export function TimeChart(props: TimeChartProps) {
  const { t } = useTranslation();
  const { height } = layout(props.panels);
  const isEmpty = props.panels.every(({ points }) => points.length === 0);
  return (
    <div className={classes['frame']} style={{ height }}>
      {isEmpty ? (
        <p className={classes['empty']}>{t('chart.empty')}</p>
      ) : (
        <Suspense>
          <Plot {...props} />
        </Suspense>
      )}
    </div>
  );
}
