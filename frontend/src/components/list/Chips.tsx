import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Filters } from '@/lib/useListParams';
import { readDay } from '../fields/calendar';
import { IconButton } from '../buttons/IconButton';
import type { FilterField } from './types';
import type { ListState } from './useList';
import classes from './list.module.css';

const rangeText = (from: string | undefined, to: string | undefined) =>
  [...new Set([from, to].filter((value) => value !== undefined))].map(readDay).join(' - ');

/** Criteria without one value of one name. */
function without(filters: Filters, names: readonly string[], value?: string): Filters {
  const kept = Object.entries(filters).map(([name, values]) => [
    name,
    names.includes(name) ? values.filter((other) => value !== undefined && other !== value) : values,
  ]);
  return Object.fromEntries(kept.filter(([, values]) => (values as string[]).length > 0)) as Filters;
}

function ReferenceText({ field, id }: { field: Extract<FilterField, { kind: 'reference' }>; id: string }) {
  const { data } = useQuery({
    queryKey: [...field.source.key, 'option', id],
    queryFn: ({ signal }) => field.read(id, signal),
    staleTime: Infinity,
  });
  return data?.label ?? '…';
}

function ChipText({ field, value, filters }: { field: FilterField; value: string; filters: Filters }) {
  switch (field.kind) {
    case 'check':
      return field.label;
    case 'select':
      return field.options.find((option) => option.value === value)?.label ?? value;
    case 'dates':
      return rangeText(filters[field.name]?.[0], filters[field.nameTo]?.[0]);
    case 'reference':
      return <ReferenceText field={field} id={value} />;
    case 'text':
      return value;
  }
}

/** Applied criteria beside the funnel; a cross removes one, a limit of the card has no cross. */
export function Chips<Row>({ state }: { state: ListState<Row> }) {
  const { t } = useTranslation();
  const { fields, params, list, setFilters } = state;
  const { filters } = params;
  const chips = fields.flatMap((field) => {
    const own = field.kind === 'dates' ? [field.name, field.nameTo] : [field.name];
    const values = own.flatMap((name) => filters[name] ?? []);
    const shown = field.kind === 'dates' ? values.slice(0, 1) : values;
    return shown.map((value) => ({ field, own, value }));
  });
  if (chips.length === 0 && !list.scope) return null;
  return (
    <div className={classes['chips']}>
      {list.scope?.chips.map((text) => (
        <span key={text} className={`${classes['chip']} ${classes['fixed']}`}>
          {text}
        </span>
      ))}
      {chips.map(({ field, own, value }) => (
        <span key={`${field.name}${value}`} className={classes['chip']}>
          <ChipText field={field} value={value} filters={filters} />
          <IconButton
            icon="cross"
            tiny
            label={t('list.removeCriterion', { name: field.label })}
            onClick={() => setFilters(without(filters, own, field.kind === 'dates' ? undefined : value))}
          />
        </span>
      ))}
    </div>
  );
}
