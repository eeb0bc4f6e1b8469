import { useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useOffline } from '@/lib/offline';
import { useErrorText } from '@/lib/useErrorText';
import { usePhone } from '@/lib/useMedia';
import { Button } from '../buttons/Button';
import { IconButton } from '../buttons/IconButton';
import { StateMessage } from '../messages/StateMessage';
import { BulkBar } from './BulkBar';
import { Chips } from './Chips';
import { ColumnsMenu } from './ColumnsMenu';
import { DataTable } from './DataTable';
import { EndlessCards, GAP } from './EndlessCards';
import { EndlessFooter } from './EndlessFooter';
import { ExportMenu } from './ExportMenu';
import { FilterWindow } from './FilterWindow';
import { Footer } from './Footer';
import { InlineSearch } from './InlineSearch';
import { KeysHelp } from './KeysHelp';
import { PhoneCards } from './PhoneCards';
import type { ListDeclaration } from './types';
import { useEndlessList } from './useEndlessList';
import { useList, type ListState } from './useList';
import { useListKeys } from './useListKeys';
import { ViewsMenu } from './ViewsMenu';
import classes from './list.module.css';

/** A list page, made from its declaration alone. */
export function ListView<Row>({ list }: { list: ListDeclaration<Row> }) {
  const isPhone = usePhone();
  if (list.endless) return isPhone ? <EndlessPhone list={list} /> : <EndlessDesk list={list} />;
  return <PagedList list={list} isPhone={isPhone} />;
}

function PagedList<Row>({ list, isPhone }: { list: ListDeclaration<Row>; isPhone: boolean }) {
  const { body, ...state } = useList(list);
  return isPhone ? (
    <PhoneList state={state} body={body}>
      <PhoneCards state={state} />
    </PhoneList>
  ) : (
    <DeskList state={state} body={body} footer={<Footer state={state} />} />
  );
}

const ROW = 40;
const LOG_ROW = 32;

function EndlessDesk<Row>({ list }: { list: ListDeclaration<Row> }) {
  const body = useRef<HTMLDivElement>(null);
  const state = useEndlessList(list, body, list.isLog ? LOG_ROW : ROW);
  return <DeskList state={state} body={body} footer={<EndlessFooter state={state} />} />;
}

function EndlessPhone<Row>({ list }: { list: ListDeclaration<Row> }) {
  const body = useRef<HTMLDivElement>(null);
  const height = list.endless?.cardHeight ?? 0;
  const state = useEndlessList(list, body, height + GAP);
  return (
    <PhoneList state={state} body={body}>
      <EndlessCards state={state} height={height} />
      <EndlessFooter state={state} />
    </PhoneList>
  );
}

interface DeskListProps<Row> {
  state: ListState<Row>;
  body: RefObject<HTMLDivElement | null>;
  footer: ReactNode;
}

function DeskList<Row>({ state, body, footer }: DeskListProps<Row>) {
  const { list, params, setFilters, query } = state;
  const isOffline = useOffline();
  return (
    <section className={classes['list']}>
      <div className={classes['bar']}>
        <Tools state={state} />
        <Chips state={state} />
        <div className={classes['end']}>
          <WaitingRows state={state} />
          {list.endTools?.(params.filters, setFilters)}
          {!list.scope && <ViewsMenu state={state} />}
          <ExportMenu state={state} />
          <ColumnsMenu columns={state.columns} />
        </div>
      </div>
      {list.strip?.(params.filters, setFilters)}
      {list.note && <div className={classes['note']}>{list.note}</div>}
      <BulkBar state={state} />
      <div ref={body} className={`${classes['wrap']} ${isOffline ? classes['stale'] : ''}`}>
        <DataTable state={state} />
        {query.data?.items.length === 0 && <NothingFound state={state} />}
        {isLost(state) && <NotLoaded state={state} />}
      </div>
      {footer}
    </section>
  );
}

interface PhoneListProps<Row> {
  state: ListState<Row>;
  body: RefObject<HTMLDivElement | null>;
  /** The cards. */
  children: ReactNode;
}

function PhoneList<Row>({ state, body, children }: PhoneListProps<Row>) {
  const { list, params, setFilters, query } = state;
  const hasRows = !isLost(state) && query.data?.items.length !== 0;
  return (
    <section className={classes['list']}>
      {list.strip?.(params.filters, setFilters)}
      {list.endTools && (
        <div className={classes['phoneTools']}>{list.endTools(params.filters, setFilters)}</div>
      )}
      <Chips state={state} />
      {list.endless && <WaitingRows state={state} />}
      <div ref={body} className={`${classes['phoneBody']} ${list.endless ? classes['scrolls'] : ''}`}>
        {hasRows ? children : isLost(state) ? <NotLoaded state={state} /> : <NothingFound state={state} />}
      </div>
      <div className={classes['phoneBar']}>
        <Tools state={state} large />
        {!list.scope && <ViewsMenu state={state} large />}
      </div>
    </section>
  );
}

function Tools<Row>({ state, large = false }: { state: ListState<Row>; large?: boolean }) {
  const { t } = useTranslation();
  const isOffline = useOffline();
  const { list, inline } = state;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const funnel = useRef<HTMLButtonElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const count = Object.keys(state.params.filters).length;
  /** The focus comes back to the funnel, next to what the window has changed. */
  const openFilter = () => {
    funnel.current?.focus();
    setAnchor(funnel.current);
  };
  useListKeys({
    search: () => (search.current ? search.current.focus() : openFilter()),
    refresh: state.refresh,
    help: () => setHelpOpen(true),
  });
  return (
    <>
      <IconButton
        icon="refresh"
        label={t('list.refresh')}
        large={large}
        spinning={state.isRefreshing}
        onClick={state.refresh}
      />
      {list.create && (
        <IconButton
          icon="plus"
          label={list.create.label}
          large={large}
          disabled={isOffline}
          onClick={list.create.run}
        />
      )}
      {list.tools}
      {state.fields.length > 0 && (
        <IconButton
          ref={funnel}
          icon="filter"
          label={t('list.filter')}
          large={large}
          on={state.fields.some(({ name }) => name in state.params.filters) || anchor !== null}
          badge={large ? count : 0}
          aria-haspopup="dialog"
          onClick={({ currentTarget }) => setAnchor(currentTarget)}
        />
      )}
      {inline && <InlineSearch state={state} field={inline} ref={search} />}
      <FilterWindow state={state} anchor={anchor} onClose={() => setAnchor(null)} />
      {isHelpOpen && <KeysHelp onClose={() => setHelpOpen(false)} />}
    </>
  );
}

const isLost = <Row,>({ query }: ListState<Row>) => query.isError && query.data === undefined;

/** The first load has failed: nothing to show, but the one thing that helps. */
function NotLoaded<Row>({ state }: { state: ListState<Row> }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { text, detail } = errorText(state.query.error);
  const retry = (
    <Button icon="refresh" onClick={state.refresh}>
      {t('list.retry')}
    </Button>
  );
  return <StateMessage icon="info" title={text} hint={detail} action={retry} />;
}

function WaitingRows<Row>({ state }: { state: ListState<Row> }) {
  const { t } = useTranslation();
  if (state.waiting === 0) return null;
  return (
    <button type="button" className={classes['waiting']} onClick={state.showWaiting}>
      {t('list.newRows', { count: state.waiting })}
    </button>
  );
}

function NothingFound<Row>({ state }: { state: ListState<Row> }) {
  const { t } = useTranslation();
  const reset = (
    <Button capitals onClick={() => state.setFilters({})}>
      {t('list.reset')}
    </Button>
  );
  if (!state.isFiltered && state.list.emptyState) return state.list.emptyState;
  return (
    <StateMessage
      icon="search"
      title={t('list.empty')}
      hint={state.isFiltered ? t('list.emptyHint') : undefined}
      action={state.isFiltered && reset}
    />
  );
}
