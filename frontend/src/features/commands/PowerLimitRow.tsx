import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { NumberInput } from '@/components/fields/NumberInput';
import { ConnectorFace } from '@/components/icons/ConnectorFace';
import { Icon } from '@/components/icons/Icon';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { faultOf, type LimitRow } from './powerLimit';
import classes from './powerLimit.module.css';

interface PowerLimitRowProps {
  row: LimitRow;
  value: number | null;
  onChange: (kw: number | null) => void;
}

/** One place: what the hardware can, what a person allows, what is in force. */
export function PowerLimitRow({ row, value, onChange }: PowerLimitRowProps) {
  const { t } = useTranslation(['commands', 'common']);
  const { kw } = useFormat();
  const id = useId();
  const fault = faultOf(row, value);
  const name = useRowName(row);
  return (
    <tr>
      <th scope="row">
        <label htmlFor={id} aria-label={t('limit.field', { place: name })} className={classes['place']}>
          {row.connector ? <ConnectorFace type={row.connector.type} size={18} /> : <Icon name="bolt" />}
          {name}
        </label>
      </th>
      <td data-title={t('limit.hardware')}>
        <Hardware row={row} />
      </td>
      <td data-title={t('limit.user')} className={classes['input']}>
        <NumberInput
          id={id}
          value={value}
          unit={t('common:units.kw')}
          decimals={1}
          least={0}
          isInvalid={fault !== null}
          onChange={onChange}
        />
        <p id={`${id}-hint`} className={classes['fault']} role={fault ? 'alert' : undefined}>
          {fault === 'tooHigh' && t('limit.tooHigh', { limit: kw(row.ceilingW ?? 0) })}
          {fault === 'notPositive' && t('limit.notPositive')}
        </p>
      </td>
      <td data-title={t('limit.resulting')}>
        <Power w={row.resultingW} isStrong />
      </td>
    </tr>
  );
}

function useRowName({ connector }: LimitRow): string {
  const { t } = useTranslation('commands');
  const label = useEnumLabel();
  return connector ? `${connector.number}: ${label('connectorType', connector.type)}` : t('limit.station');
}

function Hardware({ row: { hardwareA, hardwareW } }: { row: LimitRow }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  if (hardwareA === null) return <Power w={hardwareW} />;
  return (
    <span className="num">
      {number(hardwareA, 0)}
      <span className="unit">{t('units.a')}</span>
    </span>
  );
}

function Power({ w, isStrong = false }: { w: number | null; isStrong?: boolean }) {
  const { t } = useTranslation();
  const { kw } = useFormat();
  if (w === null) return null;
  return (
    <span className="num">
      {isStrong ? <b>{kw(w)}</b> : kw(w)}
      <span className="unit">{t('units.kw')}</span>
    </span>
  );
}
