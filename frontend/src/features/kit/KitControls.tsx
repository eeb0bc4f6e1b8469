import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { CopyButton } from '@/components/buttons/CopyButton';
import { IconButton } from '@/components/buttons/IconButton';
import { Segmented } from '@/components/buttons/Segmented';
import { ConfirmDialog } from '@/components/dialog/ConfirmDialog';
import { CheckInput } from '@/components/fields/CheckInput';
import { ChoiceButtons } from '@/components/fields/ChoiceButtons';
import { DateRangeInput } from '@/components/fields/DateRangeInput';
import { Field } from '@/components/fields/Field';
import { NumberInput } from '@/components/fields/NumberInput';
import { PasswordInput } from '@/components/fields/PasswordInput';
import { SelectInput } from '@/components/fields/SelectInput';
import { Switch } from '@/components/fields/Switch';
import { TextArea } from '@/components/fields/TextArea';
import { TextInput } from '@/components/fields/TextInput';
import { StateMessage } from '@/components/messages/StateMessage';
import { showToast } from '@/components/toast/toasts';
import { KitSection } from './KitSection';
import classes from './kit.module.css';

const LOOKS = ['primary', 'outline', 'text', 'danger', 'dangerOutline'] as const;
const KINDS = ['success', 'info', 'error'] as const;

/** Buttons, fields, messages and the question before a dangerous deed. */
export function KitControls() {
  const { t } = useTranslation('kit');
  const [isAsking, setAsking] = useState(false);
  const [supply, setSupply] = useState('dc');
  return (
    <>
      <KitSection title={t('buttons')}>
        {LOOKS.map((look) => (
          <Button key={look} look={look}>
            {t(`looks.${look}`)}
          </Button>
        ))}
        <Button disabled>{t('looks.disabled')}</Button>
        <IconButton icon="refresh" label={t('looks.refresh')} />
        <IconButton icon="filter" label={t('looks.filter')} on badge={2} />
        <IconButton icon="plus" label={t('looks.add')} disabled />
        <CopyButton text="EVSE55" />
        <Segmented
          label={t('supply')}
          value={supply}
          options={['all', 'ac', 'dc'].map((value) => ({ value, label: value.toUpperCase() }))}
          onChange={setSupply}
        />
      </KitSection>
      <Fields />
      <KitSection title={t('messages')}>
        {KINDS.map((kind) => (
          <Button key={kind} onClick={() => showToast(kind, t(`toasts.${kind}`), t('toasts.detail'))}>
            {t(`kindsOfToast.${kind}`)}
          </Button>
        ))}
        <Button look="dangerOutline" icon="trash" onClick={() => setAsking(true)}>
          {t('confirm.open')}
        </Button>
        <StateMessage icon="search" title={t('emptyTitle')} hint={t('emptyHint')} />
      </KitSection>
      {isAsking && (
        <ConfirmDialog
          title={t('confirm.title')}
          confirm={t('confirm.button')}
          isDangerous
          run={() => Promise.resolve()}
          success={t('toasts.success')}
          onClose={() => setAsking(false)}
        >
          <p>{t('confirm.text')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function Sample({
  name,
  error,
  counter,
  children,
}: {
  name: string;
  error?: string;
  counter?: string;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <Field label={name} htmlFor={id} error={error} counter={counter} isRequired={error !== undefined}>
      {children(id)}
    </Field>
  );
}

function Fields() {
  const { t } = useTranslation(['kit', 'common']);
  const [text, setText] = useState('');
  const [limit, setLimit] = useState<number | null>(82);
  const [days, setDays] = useState<readonly string[]>(['mo', 'tu']);
  const [range, setRange] = useState({ from: '2026-11-23', to: '2026-11-24' });
  const [isOn, setOn] = useState(true);
  const week = (['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const).map((value) => ({
    value,
    label: t(`week.${value}`),
  }));
  return (
    <KitSection title={t('fields')}>
      <div className={classes['fields']}>
        <Sample name={t('fieldNames.text')} counter={`${text.length} / 150`}>
          {(id) => (
            <TextInput
              id={id}
              maxLength={150}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Sample>
        <Sample name={t('fieldNames.invalid')} error={t('common:required')}>
          {(id) => <TextInput id={id} isInvalid defaultValue="" aria-describedby={`${id}-hint`} />}
        </Sample>
        <Sample name={t('fieldNames.number')}>
          {(id) => <NumberInput id={id} value={limit} unit={t('common:units.kw')} onChange={setLimit} />}
        </Sample>
        <Sample name={t('fieldNames.select')}>
          {(id) => (
            <SelectInput
              id={id}
              label={t('fieldNames.select')}
              value="mo"
              options={week}
              onChange={() => undefined}
            />
          )}
        </Sample>
        <Sample name={t('fieldNames.dates')}>
          {(id) => <DateRangeInput id={id} label={t('fieldNames.dates')} {...range} onChange={setRange} />}
        </Sample>
        <Sample name={t('fieldNames.password')}>
          {(id) => <PasswordInput id={id} defaultValue="Zaryad2026" />}
        </Sample>
        <Sample name={t('fieldNames.disabled')}>
          {(id) => <TextInput id={id} disabled defaultValue="SN-4.2-00186" />}
        </Sample>
        <Sample name={t('fieldNames.lines')}>{(id) => <TextArea id={id} rows={2} />}</Sample>
      </div>
      <ChoiceButtons label={t('fieldNames.week')} options={week} value={days} onChange={setDays} />
      <CheckInput defaultChecked>{t('fieldNames.check')}</CheckInput>
      <Switch isOn={isOn} onChange={setOn}>
        {t('fieldNames.switch')}
      </Switch>
    </KitSection>
  );
}
