import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Note } from '../messages/Note';
import { useErrorText } from '@/lib/useErrorText';
import { answer, shownFields } from './checks';
import { ConflictNote } from './ConflictNote';
import { FormControl } from './FormControl';
import type { FormField } from './types';
import type { FormState } from './useForm';
import classes from './form.module.css';

/** Everything between the title and the buttons: tabs, fields, what the input means, and what went wrong. */
export function FormFields<Values extends object, Result>({ state }: { state: FormState<Values, Result> }) {
  const { form, values } = state;
  const [tab, setTab] = useState(form.tabs?.[0]?.id);
  const fields = shownFields(form.fields, values);
  const inTab = fields.filter((field) => tab === undefined || (field.tab ?? form.tabs?.[0]?.id) === tab);
  return (
    <>
      {tab !== undefined && <FormTabs state={state} fields={fields} tab={tab} onTab={setTab} />}
      {form.before}
      <div className={classes['fields']}>
        {inTab.map((field) => (
          <div key={field.name} className={field.half ? classes['half'] : undefined}>
            <FormControl field={field} state={state} />
          </div>
        ))}
      </div>
      {form.preview?.(values)}
      {state.conflict && <ConflictNote state={state} />}
      {state.problem && <Problem error={state.problem} />}
    </>
  );
}

function Problem({ error }: { error: Error }) {
  const { text, detail } = useErrorText()(error);
  return (
    <Note tone="fault">
      {text}
      {detail && <small className={classes['detail']}>{detail}</small>}
    </Note>
  );
}

interface FormTabsProps<Values extends object, Result> {
  state: FormState<Values, Result>;
  fields: readonly FormField<Values>[];
  tab: string;
  onTab: (tab: string) => void;
}

/** A tab with required fields carries the star; one with a wrong value is red. */
function FormTabs<Values extends object, Result>({
  state,
  fields,
  tab,
  onTab,
}: FormTabsProps<Values, Result>) {
  const { t } = useTranslation();
  const tabs = state.form.tabs ?? [];
  const of = (id: string) => fields.filter((field) => (field.tab ?? tabs[0]?.id) === id);
  return (
    <div className={classes['tabs']} role="group" aria-label={t('form.tabs')}>
      {tabs.map(({ id, title }) => {
        const isMandatory = of(id).some(({ isRequired }) => answer(isRequired, state.values));
        const isWrong = of(id).some(({ name }) => name in state.errors);
        return (
          <button
            key={id}
            type="button"
            aria-pressed={id === tab}
            className={isWrong ? classes['wrong'] : undefined}
            onClick={() => onTab(id)}
          >
            {title}
            {isMandatory && ' *'}
          </button>
        );
      })}
    </div>
  );
}
