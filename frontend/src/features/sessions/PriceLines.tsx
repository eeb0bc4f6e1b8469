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

interface PriceLinesProps {
  lines: readonly ChargeLine[];
  currency: string;
}

/** One line per component of the tariff: amount, price × quantity, and why under it. */
export const PriceLines = ({ lines, currency }: PriceLinesProps) => (
  <table className={classes['lines']}>
    <tbody>
      {lines.map((line, index) => (
        <PriceLine key={index} line={line} currency={currency} />
      ))}
    </tbody>
  </table>
);

function PriceLine({ line, currency }: { line: ChargeLine; currency: string }) {
  const { t } = useTranslation('sessions');
  const { number } = useFormat();
  const isFree = Number(line.amount) === 0;
  const name = t(`pricing.${line.kind}` as 'pricing.energy', { defaultValue: line.kind });
  return (
    <tr className={isFree ? classes['free'] : undefined}>
      <td>
        {name}
        <small>
          <Explanation line={line} currency={currency} />
        </small>
      </td>
      <td className={classes['product']}>
        {line.kind !== 'start' && `${number(line.price, 2)} × ${number(line.quantity, 2)}`}
      </td>
      <td className={classes['amount']}>{number(line.amount, 2)}</td>
    </tr>
  );
}

/** Watt-hours are said in kilowatt-hours, numbers in the language of the interface, words as they came. */
function readable(params: Record<string, unknown>, format: Format): Record<string, string> {
  const entries = Object.entries(params).map(([name, value]): [string, string] => {
    if (name.endsWith('_wh')) return [name.slice(0, -3), format.kwh(Number(value))];
    const isNumber = value !== '' && value !== null && Number.isFinite(Number(value));
    return [name, isNumber ? format.number(Number(value), 2) : String(value)];
  });
  return Object.fromEntries(entries);
}

function Explanation({ line, currency }: { line: ChargeLine; currency: string }) {
  const { t } = useTranslation('sessions');
  const format = useFormat();
  const { code, params } = line.explanation;
  const quantity = format.number(line.quantity, 2);
  const price = format.money(line.price, currency);
  return t(`explain.${code}` as 'explain.minutes', {
    quantity,
    price,
    ...readable(params, format),
    defaultValue: '',
  });
}
