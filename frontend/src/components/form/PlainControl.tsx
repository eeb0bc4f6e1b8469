import { useLayoutEffect, useRef, type ChangeEvent } from 'react';
import { CheckInput } from '../fields/CheckInput';
import { ChoiceButtons } from '../fields/ChoiceButtons';
import { DateRangeInput } from '../fields/DateRangeInput';
import { NumberInput } from '../fields/NumberInput';
import { PasswordInput } from '../fields/PasswordInput';
import { SelectInput, type Option } from '../fields/SelectInput';
import { TextArea } from '../fields/TextArea';
import { TextInput } from '../fields/TextInput';
import { TypeAhead } from '../fields/TypeAhead';
import fields from '../fields/fields.module.css';
import type { CustomControl, DayRange, FormField } from './types';

/** A field whose values are not known by type any more: the declaration has been checked where it was written. */
export type AnyField = FormField<Record<string, never>>;

export interface Control extends CustomControl<unknown> {
  label: string;
  isRequired: boolean;
}

type Of<Kind extends AnyField['kind']> = {
  field: Extract<AnyField, { kind: Kind }>;
  control: Control;
};

interface PlainControlProps {
  field: AnyField;
  control: Control;
}

/** The control of every kind of field but the check box and the custom ones. */
export function PlainControl({ field, control }: PlainControlProps) {
  const { id, value, label, isInvalid, isDisabled, change } = control;
  switch (field.kind) {
    case 'text':
    case 'password':
      return <TextControl field={field} control={control} />;
    case 'number':
      return (
        <NumberInput
          {...field}
          id={id}
          value={value as number | null}
          isInvalid={isInvalid}
          disabled={isDisabled}
          required={control.isRequired}
          onChange={change}
        />
      );
    case 'select':
      return (
        <SelectInput
          id={id}
          label={label}
          value={value as string}
          options={field.options}
          {...(field.empty === undefined ? {} : { empty: field.empty })}
          isInvalid={isInvalid}
          disabled={isDisabled}
          onChange={change}
        />
      );
    case 'radio':
    case 'multi':
      return <ChoiceControl field={field} control={control} />;
    case 'reference':
    case 'references':
      return <ReferenceControl field={field} control={control} />;
    case 'day':
    case 'dates':
      return <DaysControl field={field} control={control} />;
    default:
      return null;
  }
}

const same = (text: string) => text;

/** What is typed goes through the mask; the caret stays where it was. */
function useMask(mask: (text: string) => string, change: (text: string) => void) {
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caret.current !== null) input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  const onChange = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const before = target.value.slice(0, target.selectionStart ?? undefined);
    const next = mask(target.value);
    if (before !== target.value && next !== target.value) caret.current = mask(before).length;
    change(next);
  };
  return { ref: input, onChange };
}

function TextControl({ field, control }: Of<'text' | 'password'>) {
  const { id, value, isInvalid, isDisabled, change } = control;
  const masked = useMask((field.kind === 'text' && field.mask) || same, change);
  const common = {
    id,
    value: value as string,
    isInvalid,
    disabled: isDisabled,
    'aria-describedby': `${id}-hint`,
    'aria-required': control.isRequired,
    autoComplete: field.autoComplete ?? 'off',
    maxLength: field.max,
    placeholder: field.placeholder,
  };
  if (field.kind === 'password')
    return <PasswordInput {...common} onChange={({ target }) => change(target.value)} />;
  if (field.lines)
    return <TextArea {...common} rows={field.lines} onChange={({ target }) => change(target.value)} />;
  return <TextInput {...common} {...(field.icon ? { icon: field.icon } : {})} {...masked} />;
}

function ChoiceControl({ field, control }: Of<'radio' | 'multi'>) {
  const { id, value, label, isDisabled, change } = control;
  const isMulti = field.kind === 'multi';
  const chosen = isMulti ? (value as readonly string[]) : [value as string];
  if (isMulti && field.look === 'buttons')
    return (
      <ChoiceButtons
        label={label}
        options={field.options}
        value={chosen}
        disabled={isDisabled}
        onChange={change}
      />
    );
  const toggle = (pressed: string) =>
    field.options
      .map((option) => option.value)
      .filter((option) => chosen.includes(option) !== (option === pressed));
  return (
    <div role={isMulti ? 'group' : 'radiogroup'} aria-labelledby={`${id}-label`} className={fields['checks']}>
      {field.options.map((option) => (
        <CheckInput
          key={option.value}
          type={isMulti ? 'checkbox' : 'radio'}
          name={id}
          startsLine={option.startsLine}
          disabled={isDisabled}
          checked={chosen.includes(option.value)}
          onChange={() => change(isMulti ? toggle(option.value) : option.value)}
        >
          {option.label}
        </CheckInput>
      ))}
    </div>
  );
}

function ReferenceControl({ field, control }: Of<'reference' | 'references'>) {
  const { id, value, isInvalid, isDisabled, change } = control;
  const isMulti = field.kind === 'references';
  const chosen = isMulti ? (value as readonly Option[]) : value === null ? [] : [value as Option];
  return (
    <TypeAhead
      id={id}
      source={field.source}
      multiple={isMulti}
      value={chosen}
      isInvalid={isInvalid}
      disabled={isDisabled}
      onChange={(options) => change(isMulti ? options : (options[0] ?? null))}
    />
  );
}

function DaysControl({ field, control }: Of<'day' | 'dates'>) {
  const { id, value, label, isInvalid, isDisabled, change } = control;
  const isDay = field.kind === 'day';
  const range = isDay ? { from: value as string, to: value as string } : (value as DayRange);
  return (
    <DateRangeInput
      id={id}
      label={label}
      single={isDay}
      from={range.from}
      to={range.to}
      isInvalid={isInvalid}
      disabled={isDisabled}
      onChange={(next) => change(isDay ? next.from : next)}
    />
  );
}
