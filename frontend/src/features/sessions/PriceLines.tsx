import { useTranslation } from 'react-i18next';
import type { ChargeLine } from '@/api/types';
import { formatDate, formatDateTime, formatTime } from '@/lib/format';
import { useFormat, type Format } from '@/lib/useFormat';
import classes from './sessions.module.css';

/** Sum of decimal strings in hundredths, so that no amount passes through a binary fraction. */
export function sumOf(lines: readonly Pick<ChargeLine, 'amount'>[]): string {
  const cents = lines.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
  return (cents / 100).toFixed(2);
}

/** `23.01.2025 22:25:37 - 23:13:07`; the end carries its date when that is another one. */
export const usePeriod = () => (from: string, to: string, zone: string) => {
  const isSameDay = formatDate(from, zone) === formatDate(to, zone);
  return `${formatDateTime(from, zone)} - ${isSameDay ? formatTime(to, zone) : formatDateTime(to, zone)}`;
};

/** Registers of the transaction: they explain the energy of a session under one tariff. */
export interface Readings {
  from_wh: number;
  to_wh: number;
}

interface PriceLinesProps {
  lines: readonly ChargeLine[];
  currency: string;
  readings: Readings | null;
}

/** One line per component of the tariff: amount, price × quantity, and why under it. */
export const PriceLines = ({ lines, ...rest }: PriceLinesProps) => (
  <table className={classes['lines']}>
    <tbody>
      {lines.map((line, index) => (
        <PriceLine key={index} line={line} {...rest} />
      ))}
    </tbody>
  </table>
);

interface PriceLineProps extends Omit<PriceLinesProps, 'lines'> {
  line: ChargeLine;
}

function PriceLine({ line, ...rest }: PriceLineProps) {
  const { t } = useTranslation('sessions');
  const { number } = useFormat();
  const isFree = Number(line.amount) === 0;
  return (
    <tr className={isFree ? classes['free'] : undefined}>
      <td>
        {t(`pricing.${line.kind}`)}
        <small>
          <Explanation line={line} {...rest} />
        </small>
      </td>
      <td className={classes['product']}>
        {line.unit !== 'session' && `${number(line.price, 2)} × ${number(line.quantity, 2)}`}
      </td>
      <td className={classes['amount']}>{number(line.amount, 2)}</td>
    </tr>
  );
}

/** Which sentence explains a line, and what is filled into it. */
export function explanationOf(line: ChargeLine, readings: Readings | null) {
  const { code, params = {} } = line.explanation;
  const isBound = line.kind === 'minimum' || line.kind === 'maximum';
  if (Number(line.price) === 0 && !isBound && code !== 'no_tariff') return { code: 'not_priced', params: {} };
  if (code === 'energy_of_session' && readings) return { code: 'meter_readings', params: { ...readings } };
  return { code, params };
}

const AMOUNTS = ['minimum', 'maximum'];

/** Watt-hours are said in kilowatt-hours, amounts with their currency, counts as they are. */
function readable(params: Record<string, unknown>, currency: string, format: Format): Record<string, string> {
  const entries = Object.entries(params).map(([name, value]): [string, string] => {
    if (name.endsWith('_wh')) return [name.slice(0, -3), format.kwh(Number(value))];
    return [name, AMOUNTS.includes(name) ? format.money(String(value), currency) : String(value)];
  });
  return Object.fromEntries(entries);
}

function Explanation({ line, currency, readings }: PriceLineProps) {
  const { t } = useTranslation('sessions');
  const format = useFormat();
  const { code, params } = explanationOf(line, readings);
  return t(`explain.${code}` as 'explain.active_time', {
    quantity: format.number(line.quantity, 2),
    price: format.money(line.price, currency),
    ...readable(params, currency, format),
    defaultValue: '',
  });
}
