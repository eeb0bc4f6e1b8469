import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Mark } from '@/components/icons/Mark';
import { lookOf } from '@/components/states/looks';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import type { Filters } from '@/lib/useListParams';
import { stationsSummaryQuery } from './queries';
import classes from './stations.module.css';

const STATUSES = ['ok', 'warning', 'out_of_order', 'offline', 'not_configured'] as const;
const NAME = 'technical_status';

interface StationsStripProps {
  filters: Filters;
  setFilters: (filters: Filters) => void;
}

/** Counts of stations by technical status: each is a filter of one press. */
export function StationsStrip({ filters, setFilters }: StationsStripProps) {
  const { t } = useTranslation('stations');
  const label = useEnumLabel();
  const { data } = useQuery(stationsSummaryQuery());
  const chosen = filters[NAME]?.[0];
  const choose = (status?: string) => {
    const others = Object.entries(filters).filter(([name]) => name !== NAME);
    setFilters({
      ...Object.fromEntries(others),
      ...(status && status !== chosen ? { [NAME]: [status] } : {}),
    });
  };
  return (
    <div className={classes['strip']} role="group" aria-label={t('summary.label')}>
      <button type="button" aria-pressed={!chosen} onClick={() => choose()}>
        <b>{data?.total ?? '–'}</b> {t('summary.total')}
      </button>
      {STATUSES.map((status) => (
        <button
          key={status}
          type="button"
          aria-pressed={chosen === status}
          aria-label={`${label('technicalStatus', status)}: ${data?.by_technical_status[status] ?? 0}`}
          onClick={() => choose(status)}
        >
          <TechnicalMark status={status} />
          <b>{data?.by_technical_status[status] ?? (data ? 0 : '–')}</b>
          <span className={classes['word']}>{label('technicalStatus', status)}</span>
        </button>
      ))}
      {data && (
        <Delivered charging={data.connectors_charging} total={data.connectors_total} watts={data.power_w} />
      )}
    </div>
  );
}

function Delivered({ charging, total, watts }: { charging: number; total: number; watts: number }) {
  const { t } = useTranslation(['stations', 'common']);
  const { number } = useFormat();
  return (
    <span className={`${classes['delivered']} num`}>
      <Mark name="bolt" tone="charge" />
      {t('summary.charging')} <b>{charging}</b> {t('summary.of', { total })} · {t('summary.delivered')}
      <b>{number(watts / 1000, 0)}</b> {t('common:units.kw')}
    </span>
  );
}

function TechnicalMark({ status }: { status: string }) {
  const { mark, tone } = lookOf('technicalStatus', status);
  return <Mark name={mark} tone={tone} />;
}
