import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connector, Station } from '@/api/types';
import { FormDialog } from '@/components/dialog/FormDialog';
import { CheckInput } from '@/components/fields/CheckInput';
import { Field } from '@/components/fields/Field';
import type { Option } from '@/components/fields/SelectInput';
import { TypeAhead } from '@/components/fields/TypeAhead';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { organizationSource, userSource, type Payment } from './queries';
import { useSendAndTell } from './useSendAndTell';
import classes from './commands.module.css';

export interface CommandDialogProps {
  station: Station;
  connector: Connector;
  onClose: () => void;
}

type PayerKind = Payment['kind'];
const KINDS: readonly PayerKind[] = ['user', 'organization', 'none'];

function toPayment(kind: PayerKind, chosen: Option | undefined): Payment | null {
  if (kind === 'none') return { kind };
  return chosen ? { kind, id: chosen.value } : null;
}

/** A start from the dashboard asks who pays: a user, an organisation, or nobody. */
export function StartDialog({ station, connector, onClose }: CommandDialogProps) {
  const { t } = useTranslation('commands');
  const label = useEnumLabel();
  const [kind, setKind] = useState<PayerKind>('user');
  const [chosen, setChosen] = useState<Partial<Record<PayerKind, Option>>>({});
  const [isTried, setTried] = useState(false);
  const { send, isSending } = useSendAndTell(onClose);
  const payment = toPayment(kind, chosen[kind]);

  const confirm = () => {
    setTried(true);
    if (!payment) return;
    send({
      station_id: station.id,
      connector_number: connector.number,
      kind: 'start_session',
      payer: payment,
    });
  };
  return (
    <FormDialog
      title={t('start.title')}
      confirm={t('start.confirm')}
      isBusy={isSending}
      isSheet
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        {t('start.target', {
          station: station.number,
          number: connector.number,
          type: label('connectorType', connector.type),
        })}
      </p>
      {station.operator !== null && <p className={classes['hint']}>{t('start.operatorHint')}</p>}
      <fieldset className={classes['payer']}>
        <legend>{t('start.who')}</legend>
        {KINDS.map((value) => (
          <CheckInput
            key={value}
            type="radio"
            name="payer"
            checked={kind === value}
            onChange={() => setKind(value)}
          >
            {t(`start.${value}`)}
          </CheckInput>
        ))}
      </fieldset>
      {kind === 'none' ? (
        <p className={classes['hint']}>{t('start.noneHint')}</p>
      ) : (
        <PayerField
          key={kind}
          kind={kind}
          chosen={chosen[kind]}
          isMissing={isTried && !payment}
          onChange={(option) => setChosen({ ...chosen, [kind]: option })}
        />
      )}
    </FormDialog>
  );
}

interface PayerFieldProps {
  kind: 'user' | 'organization';
  chosen: Option | undefined;
  isMissing: boolean;
  onChange: (option: Option | undefined) => void;
}

function PayerField({ kind, chosen, isMissing, onChange }: PayerFieldProps) {
  const { t } = useTranslation('commands');
  const id = useId();
  return (
    <Field
      label={t(`start.${kind}`)}
      htmlFor={id}
      isRequired
      isMissing={isMissing}
      hint={t(`start.${kind}Hint`)}
    >
      <TypeAhead
        id={id}
        source={kind === 'user' ? userSource : organizationSource}
        value={chosen ? [chosen] : []}
        isInvalid={isMissing}
        onChange={([option]) => onChange(option)}
      />
    </Field>
  );
}
