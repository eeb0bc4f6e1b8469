import { useTranslation } from 'react-i18next';
import type { Station } from '@/api/types';
import classes from './stations.module.css';

interface PowerLimitProps {
  station: Station;
  text: string | null;
  unit: string;
  onPress: ((station: Station) => void) | undefined;
}

/** The value with its unit; pressing it opens the window in which it can be reduced (STN-014). */
export function PowerLimit({ station, text, unit, onPress }: PowerLimitProps) {
  const { t } = useTranslation('stations');
  if (text === null) return null;
  const value = (
    <>
      {text}
      <span className="unit">{unit}</span>
    </>
  );
  if (!onPress) return value;
  return (
    <button
      type="button"
      className={classes['powerLimit']}
      aria-label={`${t('columns.powerLimit')}: ${text} ${unit}, ${station.number}`}
      onClick={() => onPress(station)}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      {value}
    </button>
  );
}
