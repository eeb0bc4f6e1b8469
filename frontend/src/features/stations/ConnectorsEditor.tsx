import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { IconButton } from '@/components/buttons/IconButton';
import { Field } from '@/components/fields/Field';
import { NumberInput } from '@/components/fields/NumberInput';
import { SelectInput } from '@/components/fields/SelectInput';
import { TextInput } from '@/components/fields/TextInput';
import { ConnectorFace } from '@/components/icons/ConnectorFace';
import { Icon } from '@/components/icons/Icon';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import type { ConnectorDraft, ConnectorType } from './stationForm';
import classes from './connectorsEditor.module.css';

const TYPES: readonly ConnectorType[] = [
  'ccs2',
  'chademo',
  'gbt',
  'gbt_ac',
  'type2',
  'type1',
  'tesla',
  'unknown',
];
const DC: readonly ConnectorType[] = ['ccs2', 'chademo', 'gbt'];
const AC: readonly ConnectorType[] = ['type1', 'type2', 'gbt_ac'];

export const supplyOf = (type: ConnectorType) =>
  DC.includes(type) ? 'dc' : AC.includes(type) ? 'ac' : 'unknown';

interface ConnectorsEditorProps {
  value: readonly ConnectorDraft[];
  onChange: (value: readonly ConnectorDraft[]) => void;
}

/** The row of input, «+», and the connectors in the order of the station (STN-212..221). */
export function ConnectorsEditor({ value, onChange }: ConnectorsEditorProps) {
  const { t } = useTranslation('stations');
  const [dragged, setDragged] = useState<number | null>(null);
  const move = (from: number, to: number) => {
    const next = [...value];
    const [taken] = next.splice(from, 1);
    if (taken) next.splice(Math.max(0, Math.min(value.length - 1, to)), 0, taken);
    onChange(next);
  };
  return (
    <div className={classes['editor']}>
      <NewConnector onAdd={(draft) => onChange([...value, draft])} />
      <header>
        <strong>
          {t('form.connectorsInOrder')} <span className="muted">{value.length}</span>
        </strong>
        <small>{t('form.orderHint')}</small>
      </header>
      <ol>
        {value.map((draft, index) => (
          // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- The mouse may drag a line; the keyboard has the arrows.
          <li
            key={draft.key}
            draggable
            onDragStart={() => setDragged(index)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={() => dragged !== null && move(dragged, index)}
            onDragEnd={() => setDragged(null)}
            className={dragged === index ? classes['dragged'] : undefined}
          >
            <Icon name="grip" className={classes['grip']} />
            <ConnectorLine draft={draft} address={index + 1} />
            <span className={classes['buttons']}>
              <IconButton
                icon="sortUp"
                dense
                label={t('form.moveUp', { address: index + 1 })}
                disabled={index === 0}
                onClick={() => move(index, index - 1)}
              />
              <IconButton
                icon="sortDown"
                dense
                label={t('form.moveDown', { address: index + 1 })}
                disabled={index === value.length - 1}
                onClick={() => move(index, index + 1)}
              />
              <IconButton
                icon="trash"
                dense
                label={t('form.removeConnector', { address: index + 1 })}
                onClick={() => onChange(value.filter((_, place) => place !== index))}
              />
            </span>
          </li>
        ))}
      </ol>
      <p className="muted">{t('form.gbtHint')}</p>
    </div>
  );
}

function ConnectorLine({ draft, address }: { draft: ConnectorDraft; address: number }) {
  const { t } = useTranslation(['stations', 'common']);
  const label = useEnumLabel();
  const { kw, number } = useFormat();
  return (
    <>
      <b className="num">{address}</b>
      <ConnectorFace type={draft.type} />
      <span className={classes['type']}>
        {label('connectorType', draft.type)} <span className="muted">{draft.name}</span>
      </span>
      <span className="muted">{label('supply', draft.supply)}</span>
      <span className={`${classes['limits']} num`}>
        <span>
          <span className="muted">{t('form.resultingLimit')}:</span>{' '}
          {draft.maxPowerW === null ? '—' : `${kw(draft.maxPowerW)} ${t('common:units.kw')}`}
        </span>
        <span>
          <span className="muted">{t('form.meterReading')}:</span>{' '}
          {draft.meterWh === null ? '—' : `${number(draft.meterWh / 1000, 0)} ${t('common:units.kwh')}`}
        </span>
      </span>
    </>
  );
}

const BLANK = { type: '', name: '', supply: '', power: null as number | null, meter: null as number | null };

function NewConnector({ onAdd }: { onAdd: (draft: ConnectorDraft) => void }) {
  const { t } = useTranslation(['stations', 'common']);
  const label = useEnumLabel();
  const [typed, setTyped] = useState(BLANK);
  const { type, name, supply, power, meter } = typed;
  const set = (change: Partial<typeof BLANK>) => setTyped({ ...typed, ...change });
  const isReady = type !== '' && supply !== '' && power !== null && power > 0 && meter !== null;
  const add = () => {
    if (!isReady) return;
    onAdd({
      key: crypto.randomUUID(),
      type: type as ConnectorType,
      name: name.trim(),
      supply: supply as ConnectorDraft['supply'],
      maxPowerW: Math.round(power * 1000),
      meterWh: Math.round(meter * 1000),
    });
    setTyped(BLANK);
  };
  return (
    <div className={classes['new']}>
      <Field label={t('form.connectorType')} htmlFor="new-connector-type" isRequired plain>
        <SelectInput
          id="new-connector-type"
          label={t('form.connectorType')}
          value={type}
          empty={t('form.choose')}
          options={TYPES.map((value) => ({ value, label: label('connectorType', value) }))}
          onChange={(value) => set({ type: value, supply: value && supplyOf(value as ConnectorType) })}
        />
      </Field>
      <Field label={t('form.connectorName')} htmlFor="new-connector-name" plain>
        <TextInput
          id="new-connector-name"
          maxLength={300}
          value={name}
          onChange={({ target }) => set({ name: target.value })}
        />
      </Field>
      <Field label={t('form.connectorSupply')} htmlFor="new-connector-supply" isRequired plain>
        <SelectInput
          id="new-connector-supply"
          label={t('form.connectorSupply')}
          value={supply}
          empty={t('form.choose')}
          options={['ac', 'dc'].map((value) => ({ value, label: label('supply', value) }))}
          onChange={(value) => set({ supply: value })}
        />
      </Field>
      <Field label={t('form.connectorLimit')} htmlFor="new-connector-power" isRequired plain>
        <NumberInput
          id="new-connector-power"
          unit={t('common:units.kw')}
          least={0}
          decimals={1}
          value={power}
          onChange={(value) => set({ power: value })}
        />
      </Field>
      <Field label={t('form.meterReading')} htmlFor="new-connector-meter" isRequired plain>
        <NumberInput
          id="new-connector-meter"
          unit={t('common:units.kwh')}
          least={0}
          decimals={2}
          value={meter}
          onChange={(value) => set({ meter: value })}
        />
      </Field>
      <Button
        look="primary"
        icon="plus"
        disabled={!isReady}
        aria-label={t('form.addConnector')}
        onClick={add}
      />
    </div>
  );
}
