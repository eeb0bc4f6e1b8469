import { useTranslation } from 'react-i18next';
import type { Credential } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { useFormat } from '@/lib/useFormat';
import classes from './rfid.module.css';

interface CardRowProps {
  card: Credential;
  /** From 1. */
  place: number;
  /** The question about it is open. */
  isAsked: boolean;
  /** Nothing without the right. */
  onUnbind: ((anchor: HTMLElement) => void) | undefined;
}

export function CardRow({ card, place, isAsked, onUnbind }: CardRowProps) {
  const { t } = useTranslation(['users', 'common']);
  const { kwh } = useFormat();
  return (
    <li className={isAsked ? classes['asked'] : undefined}>
      <span className="muted num">{place}</span>
      <span className="mono ellipsis">{card.label}</span>
      <span className="num">
        {kwh(card.consumed_energy_wh)}
        <span className="unit">{t('common:units.kwh')}</span>
      </span>
      {onUnbind && (
        <IconButton
          icon="trash"
          dense
          label={t('rfid.unbind', { number: card.label })}
          onClick={({ currentTarget }) => onUnbind(currentTarget)}
        />
      )}
    </li>
  );
}
