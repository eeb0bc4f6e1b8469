import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Segmented } from '@/components/buttons/Segmented';
import type { Filters } from '@/lib/useListParams';
import { countsQuery, type Counts } from './queries';

const VIEWS = ['all', 'waiting', 'joined', 'dismissed'] as const;
type View = (typeof VIEWS)[number];

interface ViewsProps {
  filters: Filters;
  setFilters: (filters: Filters) => void;
}

/** The states with their counts, each a filter of one press. */
export function Views({ filters, setFilters }: ViewsProps) {
  const { t } = useTranslation('quarantine');
  const { data } = useQuery(countsQuery());
  const chosen = filters['state']?.[0];
  const view: View = VIEWS.find((one) => one === chosen) ?? 'all';
  const choose = (next: View) => {
    const others = Object.entries(filters).filter(([name]) => name !== 'state');
    setFilters({ ...Object.fromEntries(others), ...(next === 'all' ? {} : { state: [next] }) });
  };
  const labelOf = (value: View) =>
    [t(`views.${value}`), value === 'all' || !data ? '' : countOf(data, value)].join(' ').trimEnd();
  return (
    <Segmented
      label={t('columns.state')}
      value={view}
      options={VIEWS.map((value) => ({ value, label: labelOf(value) }))}
      onChange={choose}
    />
  );
}

/** Nothing for none; beyond its bound the server does not count on. */
function countOf(counts: Counts, state: keyof Counts): string {
  const { total, total_is_exact: isExact } = counts[state];
  return total === 0 ? '' : `${total}${isExact ? '' : '+'}`;
}
