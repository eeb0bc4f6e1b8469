import classes from './card.module.css';

interface LiveValueProps {
  /** Formatted, with a fixed count of decimals; null while nothing is known. */
  value: string | null;
  unit?: string;
  /** Room that is kept for so many characters, so that a longer value moves nothing. */
  characters: number;
}

/** A figure that changes in place: tabular, flush right in reserved width. */
export const LiveValue = ({ value, unit, characters }: LiveValueProps) => (
  <span className={classes['live']}>
    <span style={{ minWidth: `${characters}ch` }}>{value}</span>
    {unit && <span className="unit">{unit}</span>}
  </span>
);
