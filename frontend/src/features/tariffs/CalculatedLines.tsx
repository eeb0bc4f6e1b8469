import { useTranslation } from 'react-i18next';
import type { ChargeLine } from '@/api/types';
import { useFormat } from '@/lib/useFormat';
import classes from './tariffs.module.css';

/** Quantity × price = amount, per component. */
export function CalculatedLines({ lines }: { lines: readonly ChargeLine[] }) {
  const { t } = useTranslation('tariffs');
  const { number } = useFormat();
  return (
    <table className={classes['lines']}>
      <tbody>
        {lines.map((line, index) => (
          <tr key={index} className={Number(line.amount) === 0 ? 'muted' : undefined}>
            <th scope="row">{t(`lines.${line.kind}`)}</th>
            <td>{line.unit !== 'session' && `${number(line.price, 2)} × ${number(line.quantity, 2)}`}</td>
            <td>{number(line.amount, 2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
