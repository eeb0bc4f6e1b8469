import type { TFunction } from 'i18next';
import { ApiProblem } from '@/api/problem';
import type { FormField } from './types';

export type FieldErrors = Readonly<Record<string, string>>;

interface WireError {
  field: string;
  code: string;
}

const isWireError = (value: unknown): value is WireError =>
  typeof value === 'object' && value !== null && 'field' in value && 'code' in value;

/** `periods.0.begins` belongs to the field `periods`. */
const belongs = (error: WireError, name: string) =>
  error.field === name || error.field.startsWith(`${name}.`);

/** The refusals of the server that have a field of the form, by its name; in the words of the user. */
export function fieldErrors<Values>(
  error: unknown,
  fields: readonly FormField<Values>[],
  t: TFunction<['common', 'errors']>,
): FieldErrors {
  if (!(error instanceof ApiProblem)) return {};
  const listed = Array.isArray(error.params['fields']) ? error.params['fields'].filter(isWireError) : [];
  const found = fields.flatMap((field) => {
    const own = listed.find((wire) => belongs(wire, field.wire ?? field.name));
    if (own) return [[field.name, refusal(own, t)]];
    if (!field.codes?.includes(error.code)) return [];
    return [[field.name, t(`errors:${error.code}` as 'errors:unexpected', { ...error.params })]];
  });
  return Object.fromEntries(found) as FieldErrors;
}

function refusal({ code, ...limits }: WireError, t: TFunction<['common', 'errors']>): string {
  const other = t('form.refused.value_error');
  return t(`form.refused.${code}` as 'form.refused.value_error', { ...limits, defaultValue: other });
}
