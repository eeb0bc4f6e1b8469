import { useId, type ReactNode } from 'react';
import { CheckInput } from '../fields/CheckInput';
import { Field, Hint } from '../fields/Field';
import { Switch } from '../fields/Switch';
import { answer } from './checks';
import { PlainControl, type AnyField, type Control } from './PlainControl';
import type { CustomControl, FormField } from './types';
import type { FormState } from './useForm';

interface FormControlProps<Values extends object> {
  field: FormField<Values>;
  state: Pick<FormState<Values>, 'values' | 'set' | 'errors'>;
}

type Render<Values> = (control: CustomControl<unknown>, values: Values) => ReactNode;

/** A field with its label, star, control, hint and counter. A check box carries its label itself. */
export function FormControl<Values extends object>({ field, state }: FormControlProps<Values>) {
  const id = useId();
  const { values, errors } = state;
  const value = values[field.name as keyof Values];
  const control: Control = {
    id,
    value,
    label: field.label,
    isInvalid: field.name in errors,
    isDisabled: answer(field.isDisabled, values) ?? false,
    isRequired: answer(field.isRequired, values) ?? false,
    change: (next) => state.set({ [field.name]: next } as Partial<Values>),
  };
  const hint = answer(field.hint, values);
  if (field.kind === 'check')
    return <CheckControl look={field.look} control={control} hint={errors[field.name] ?? hint} />;
  const max = 'max' in field ? field.max : undefined;
  return (
    <Field
      label={field.label}
      htmlFor={id}
      isRequired={control.isRequired}
      error={errors[field.name]}
      hint={hint}
      counter={max === undefined ? undefined : `${String(value).length} / ${max}`}
    >
      {field.kind === 'custom' ? (
        (field.render as Render<Values>)(control, values)
      ) : (
        <PlainControl field={field as unknown as AnyField} control={control} />
      )}
    </Field>
  );
}

interface CheckControlProps {
  look: 'box' | 'switch' | undefined;
  control: Control;
  hint: string | undefined;
}

function CheckControl({ look = 'box', control, hint }: CheckControlProps) {
  const isOn = control.value === true;
  return (
    <div>
      {look === 'switch' ? (
        <Switch isOn={isOn} isDisabled={control.isDisabled} onChange={control.change}>
          {control.label}
        </Switch>
      ) : (
        <CheckInput
          checked={isOn}
          disabled={control.isDisabled}
          onChange={({ target }) => control.change(target.checked)}
        >
          {control.label}
        </CheckInput>
      )}
      {hint && <Hint isError={control.isInvalid}>{hint}</Hint>}
    </div>
  );
}
