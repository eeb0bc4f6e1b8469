import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOffline } from '@/lib/offline';
import { usePhone } from '@/lib/useMedia';
import { Button } from '../buttons/Button';
import { IconButton } from '../buttons/IconButton';
import { StateMessage } from '../messages/StateMessage';
import { Chips } from './Chips';
import { ColumnsMenu } from './ColumnsMenu';
import { DataTable } from './DataTable';
import { FilterWindow } from './FilterWindow';
import { Footer } from './Footer';
import { InlineSearch, isInline } from './InlineSearch';
import { PhoneCards } from './PhoneCards';
import type { ListDeclaration } from './types';
import { useList, type ListState } from './useList';
import classes from './list.module.css';

/** A list page, made from its declaration alone. */
export function ListView<Row>({ list }: { list: ListDeclaration<Row> }) {
  const state = useList(list);
  const isPhone = usePhone();
  return isPhone ? <PhoneList state={state} /> : <DeskList state={state} />;
}

function DeskList<Row>({ state }: { state: ListState<Row> }) {
  const { list, params, setFilters, query, body } = state;
  const isOffline = useOffline();
  return (
    <section className={classes['list']}>
      <div className={classes['bar']}>
        <Tools state={state} />
        <Chips state={state} />
        <div className={classes['end']}>
          <WaitingRows state={state} />
          {list.endTools?.(params.filters, setFilters)}
          <ColumnsMenu columns={state.columns} />
        </div>
      </div>
      {list.strip?.(params.filters, setFilters)}
      {list.note && <div className={classes['note']}>{list.note}</div>}
      <div ref={body} className={`${classes['wrap']} ${isOffline ? classes['stale'] : ''}`}>
        <DataTable state={state} />
        {query.data?.items.length === 0 && <NothingFound state={state} />}
      </div>
      <Footer state={state} />
    </section>
  );
}

function PhoneList<Row>({ state }: { state: ListState<Row> }) {
  const { list, params, setFilters, query, body } = state;
  return (
    <section className={classes['list']} ref={body}>
      {list.strip?.(params.filters, setFilters)}
      {list.endTools && (
        <div className={classes['phoneTools']}>{list.endTools(params.filters, setFilters)}</div>
      )}
      <Chips state={state} />
      {query.data?.items.length === 0 ? <NothingFound state={state} /> : <PhoneCards state={state} />}
      <div className={classes['phoneBar']}>
        <Tools state={state} large />
      </div>
    </section>
  );
}

function Tools<Row>({ state, large = false }: { state: ListState<Row>; large?: boolean }) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const inline = state.fields.filter(isInline);
  const names = Object.keys(state.params.filters);
  const count = names.filter((name) => !inline.some((field) => field.name === name)).length;
  return (
    <>
      <IconButton
        icon="refresh"
        label={t('list.refresh')}
        large={large}
        spinning={state.isRefreshing}
        onClick={state.refresh}
      />
      {state.fields.length > inline.length && (
        <IconButton
          icon="filter"
          label={t('list.filter')}
          large={large}
          on={count > 0 || anchor !== null}
          badge={large ? count : 0}
          aria-haspopup="dialog"
          onClick={({ currentTarget }) => setAnchor(currentTarget)}
        />
      )}
      {state.list.tools}
      {inline.map((field) => (
        <InlineSearch key={field.name} field={field} state={state} />
      ))}
      <FilterWindow state={state} anchor={anchor} onClose={() => setAnchor(null)} />
    </>
  );
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
