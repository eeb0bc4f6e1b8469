import { useQueries } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filters } from '@/lib/useListParams';
import { CheckInput } from '../fields/CheckInput';
import { DateRangeInput } from '../fields/DateRangeInput';
import { Field, Hint } from '../fields/Field';
import { SelectInput } from '../fields/SelectInput';
import { TextInput } from '../fields/TextInput';
import { TypeAhead } from '../fields/TypeAhead';
import type { FilterField } from './types';

interface FilterControlProps<Kind extends FilterField = FilterField> {
  field: Kind;
  draft: Filters;
  change: (values: Record<string, readonly string[]>) => void;
}

type Of<Kind extends FilterField['kind']> = FilterControlProps<Extract<FilterField, { kind: Kind }>>;

const one = (value: string): string[] => (value === '' ? [] : [value]);

/** The control of one criterion in the filter window. */
export function FilterControl({ field, ...rest }: FilterControlProps) {
  switch (field.kind) {
    case 'text':
      return <TextCriterion field={field} {...rest} />;
    case 'select':
      return <SelectCriterion field={field} {...rest} />;
    case 'check':
      return <CheckCriterion field={field} {...rest} />;
    case 'dates':
      return <DatesCriterion field={field} {...rest} />;
    case 'reference':
      return <ReferenceCriterion field={field} {...rest} />;
  }
}

/** A text that the server would refuse as too short. */
export const isTooShort = (field: FilterField, draft: Filters): boolean => {
  const text = draft[field.name]?.[0] ?? '';
  return field.kind === 'text' && text !== '' && text.trim().length < (field.least ?? 1);
};

function TextCriterion({ field, draft, change }: Of<'text'>) {
  const { t } = useTranslation();
  const isInvalid = isTooShort(field, draft);
  return (
    <>
      <TextInput
        icon="search"
        placeholder={field.label}
        aria-label={field.label}
        isInvalid={isInvalid}
        value={draft[field.name]?.[0] ?? ''}
        onChange={({ target }) => change({ [field.name]: one(target.value) })}
      />
      {isInvalid && <Hint isError>{t('list.atLeast', { least: field.least })}</Hint>}
    </>
  );
}

function SelectCriterion({ field, draft, change }: Of<'select'>) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Field label={field.label} htmlFor={id} plain>
      <SelectInput
        id={id}
        label={field.label}
        empty={t('list.all')}
        options={field.options}
        value={draft[field.name]?.[0] ?? ''}
        onChange={(value) => change({ [field.name]: one(value) })}
      />
    </Field>
  );
}

const CheckCriterion = ({ field, draft, change }: Of<'check'>) => (
  <CheckInput
    checked={draft[field.name]?.[0] === 'true'}
    onChange={({ target }) => change({ [field.name]: target.checked ? ['true'] : [] })}
  >
    {field.label}
  </CheckInput>
);

function DatesCriterion({ field, draft, change }: Of<'dates'>) {
  const id = useId();
  return (
    <Field label={field.label} htmlFor={id} plain>
      <DateRangeInput
        id={id}
        label={field.label}
        from={draft[field.name]?.[0] ?? ''}
        to={draft[field.nameTo]?.[0] ?? ''}
        onChange={({ from, to }) => change({ [field.name]: one(from), [field.nameTo]: one(to) })}
      />
    </Field>
  );
}

function ReferenceCriterion({ field, draft, change }: Of<'reference'>) {
  const id = useId();
  const ids = draft[field.name] ?? [];
  const chosen = useQueries({
    queries: ids.map((value) => ({
      queryKey: [...field.source.key, 'option', value],
      queryFn: ({ signal }: { signal: AbortSignal }) => field.read(value, signal),
      staleTime: Infinity,
    })),
  }).flatMap(({ data }) => (data ? [data] : []));
  return (
    <Field label={field.label} htmlFor={id} plain>
      <TypeAhead
        id={id}
        multiple
        source={field.source}
        value={chosen}
        onChange={(options) => change({ [field.name]: options.map((option) => option.value) })}
      />
    </Field>
  );
}
