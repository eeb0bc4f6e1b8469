import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { IconButton } from '../buttons/IconButton';
import { useRange } from './Footer';
import { RowButton } from './RowButton';
import type { ListDeclaration } from './types';
import type { ListState } from './useList';
import classes from './list.module.css';

/** A card has its own actions; a row without one has no other place for them. */
const hasMenuOf = <Row,>({ actions, cardPath, onOpen }: ListDeclaration<Row>): boolean =>
  actions !== undefined && !cardPath && !onOpen;

/** Below 600 px a row is a card; the pages are turned at the end of the cards. */
export function PhoneCards<Row>({ state }: { state: ListState<Row> }) {
  const { t } = useTranslation();
  const { list, rows, params, setPage } = state;
  const { text, lastPage } = useRange(state);
  const isReached = hasMenuOf(list) || list.cardPath !== undefined || list.onOpen !== undefined;
  return (
    // It scrolls: cards that cannot be pressed leave the keyboard no other way in.
    <ul className={classes['cards']} aria-label={list.label} tabIndex={isReached ? undefined : 0}>
      {rows.map((row) => (
        <PhoneCard key={list.rowId(row)} list={list} row={row} />
      ))}
      {lastPage > 0 && (
        <li className={classes['phonePages']}>
          <IconButton
            icon="left"
            large
            label={t('list.previous')}
            disabled={params.page === 0}
            onClick={() => setPage(params.page - 1)}
          />
          <span className="num">{text}</span>
          <IconButton
            icon="right"
            large
            label={t('list.next')}
            disabled={params.page >= lastPage}
            onClick={() => setPage(params.page + 1)}
          />
        </li>
      )}
    </ul>
  );
}

/** One row as a card; `height` where all cards have the same. */
export function PhoneCard<Row>({
  list,
  row,
  height,
}: {
  list: ListDeclaration<Row>;
  row: Row;
  height?: number;
}) {
  const hasMenu = hasMenuOf(list);
  return (
    <li className={hasMenu ? classes['withMenu'] : undefined} style={height ? { height } : undefined}>
      {list.cardPath ? (
        <Link to={list.cardPath(row)} aria-label={list.rowName(row)}>
          {list.phoneCard(row)}
        </Link>
      ) : list.onOpen ? (
        <button type="button" onClick={() => list.onOpen?.(row)}>
          {list.phoneCard(row)}
        </button>
      ) : (
        <div>{list.phoneCard(row)}</div>
      )}
      {hasMenu && <RowButton list={list} row={row} />}
    </li>
  );
}
