import { useTranslation } from 'react-i18next';
import { readDay } from '../fields/calendar';
import type { Option } from '../fields/SelectInput';
import { Button } from '../buttons/Button';
import { Mark } from '../icons/Mark';
import type { DayRange, FormField } from './types';
import type { FormState } from './useForm';
import classes from './form.module.css';

const isSame = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

type Words = Readonly<Record<'yes' | 'no', string>>;

/** A value as the user would read it in its field. */
function read<Values>(field: FormField<Values>, value: unknown, words: Words): string {
  const name = (option: string) =>
    ('options' in field && field.options.find((other) => other.value === option)?.label) || option;
  switch (field.kind) {
    case 'check':
      return value === true ? words.yes : words.no;
    case 'password':
      return '••••';
    case 'select':
    case 'radio':
      return name(value as string);
    case 'multi':
      return (value as readonly string[]).map(name).join(', ');
    case 'reference':
      return (value as Option | null)?.label ?? '';
    case 'references':
      return (value as readonly Option[]).map(({ label }) => label).join(', ');
    case 'day':
      return value ? readDay(value as string) : '';
    case 'dates':
      return [(value as DayRange).from, (value as DayRange).to].filter(Boolean).map(readDay).join(' - ');
    case 'custom':
      return '…';
    case 'number':
      return value === null ? '' : `${value as number}`;
    case 'text':
      return value as string;
  }
}

/** Somebody else saved first: what they saved, what is typed here, and the two ways out. */
export function ConflictNote<Values extends object, Result>({ state }: { state: FormState<Values, Result> }) {
  const { t } = useTranslation();
  const { base, values, conflict, form } = state;
  if (!conflict) return null;
  const at = (of: Values, field: FormField<Values>) => of[field.name as keyof Values];
  // What was not touched here becomes what the other one saved: nothing to choose there.
  const differing = form.fields.filter(
    (field) =>
      !isSame(at(values, field), at(base, field)) && !isSame(at(values, field), at(conflict.values, field)),
  );
  const words = { yes: t('form.yes'), no: t('form.no') };
  return (
    <section className={classes['conflict']} role="alert">
      <h3>
        <Mark name="triangle" tone="warn" />
        {t('form.conflict')}
      </h3>
      <p>{t(differing.length > 0 ? 'form.conflictHint' : 'form.conflictSame')}</p>
      {differing.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('form.conflictField')}</th>
              <th scope="col">{t('form.conflictTheirs')}</th>
              <th scope="col">{t('form.conflictMine')}</th>
            </tr>
          </thead>
          <tbody>
            {differing.map((field) => (
              <tr key={field.name}>
                <th scope="row">{field.label}</th>
                <td>{read(field, at(conflict.values, field), words)}</td>
                <td>{read(field, at(values, field), words)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className={classes['ways']}>
        <Button capitals small onClick={state.takeTheirs}>
          {t('form.reload')}
        </Button>
        <Button capitals small look="dangerOutline" onClick={state.overwrite}>
          {t('form.overwrite')}
        </Button>
      </div>
    </section>
  );
}
