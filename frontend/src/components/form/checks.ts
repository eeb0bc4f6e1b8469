import type { TFunction } from 'i18next';
import type { FieldErrors } from './serverErrors';
import type { DayRange, FormField } from './types';

const isRange = (value: object): value is DayRange => 'from' in value && 'to' in value;

/** Nothing typed, chosen or ticked. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === false) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && isRange(value) && value.from === '';
}

export const answer = <Values, Answer>(
  depends: Answer | ((values: Values) => Answer) | undefined,
  values: Values,
): Answer | undefined =>
  typeof depends === 'function' ? (depends as (values: Values) => Answer)(values) : depends;

export const shownFields = <Values>(fields: readonly FormField<Values>[], values: Values) =>
  fields.filter((field) => field.isShown?.(values) ?? true);

function limitError<Values>(field: FormField<Values>, value: unknown, t: TFunction): string | null {
  if (field.kind !== 'number' || typeof value !== 'number') return null;
  if (field.least !== undefined && value < field.least)
    return t('form.refused.greater_than_equal', { ge: field.least });
  if (field.most !== undefined && value > field.most)
    return t('form.refused.less_than_equal', { le: field.most });
  return null;
}

/** What the form itself can tell, by the name of the field. */
export function checkFields<Values>(
  fields: readonly FormField<Values>[],
  values: Values,
  t: TFunction,
): FieldErrors {
  const found = shownFields(fields, values).flatMap((field) => {
    const value = values[field.name as keyof Values];
    if (isEmpty(value)) return answer(field.isRequired, values) ? [[field.name, t('required')]] : [];
    const text = limitError(field, value, t) ?? field.check?.(values) ?? null;
    return text === null ? [] : [[field.name, text]];
  });
  return Object.fromEntries(found) as FieldErrors;
}
