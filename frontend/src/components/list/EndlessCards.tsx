import { PhoneCard } from './PhoneCards';
import type { ListState } from './useList';
import classes from './list.module.css';

/** Between two cards. */
export const GAP = 8;

interface EndlessCardsProps<Row> {
  state: ListState<Row>;
  /** Pixels of a card, without the gap after it. */
  height: number;
}

/** The cards in view of a list without pages. */
export function EndlessCards<Row>({ state, height }: EndlessCardsProps<Row>) {
  const { list, rows, span } = state;
  return (
    <ul className={`${classes['cards']} ${classes['endless']}`} aria-label={list.label}>
      {span && <Spacer height={span.before} />}
      {rows.map((row) => (
        <PhoneCard key={list.rowId(row)} list={list} row={row} height={height} />
      ))}
      {span && <Spacer height={span.after} />}
    </ul>
  );
}

const Spacer = ({ height }: { height: number }) =>
  height > 0 && <li aria-hidden="true" className={classes['spacer']} style={{ height: height - GAP }} />;
