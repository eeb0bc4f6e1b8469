import Dialog from '@mui/material/Dialog';
import Popover from '@mui/material/Popover';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '@/lib/useMedia';
import type { Filters } from '@/lib/useListParams';
import { Button } from '../buttons/Button';
import { IconButton } from '../buttons/IconButton';
import { FilterControl, isTooShort } from './FilterControl';
import type { FilterField } from './types';
import type { ListState } from './useList';
import classes from './list.module.css';

interface FilterWindowProps<Row> {
  state: ListState<Row>;
  anchor: HTMLElement | null;
  onClose: () => void;
}

/** The filter window: under its button on a screen, a full sheet on a phone. */
export function FilterWindow<Row>({ state, anchor, onClose }: FilterWindowProps<Row>) {
  const isPhone = usePhone();
  const { t } = useTranslation();
  const form = <FilterForm state={state} onClose={onClose} />;
  if (isPhone)
    return (
      <Dialog fullScreen open={anchor !== null} onClose={onClose} aria-label={t('list.filter')}>
        {form}
      </Dialog>
    );
  return (
    <Popover
      open={anchor !== null}
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{ paper: { role: 'dialog', 'aria-label': t('list.filter'), sx: { mt: 1 } } }}
    >
      {form}
    </Popover>
  );
}

const isFull = ([, values]: [string, readonly string[]]) => values.length > 0;

function FilterForm<Row>({ state, onClose }: Omit<FilterWindowProps<Row>, 'anchor'>) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Filters>(state.params.filters);
  const change = (values: Filters) => setDraft((current) => ({ ...current, ...values }));
  const close = (filters: Filters) => {
    state.setFilters(filters);
    onClose();
  };
  const apply = (event: SubmitEvent) => {
    event.preventDefault();
    if (state.fields.some((field) => isTooShort(field, draft))) return;
    close(Object.fromEntries(Object.entries(draft).filter(isFull)));
  };
  const place = (field: FilterField): ReactNode => (
    <div key={field.name} className={field.kind === 'select' && field.half ? classes['half'] : undefined}>
      <FilterControl field={field} draft={draft} change={change} />
    </div>
  );
  const checks = state.fields.filter((field) => field.kind === 'check');
  return (
    <form className={classes['filter']} onSubmit={apply}>
      <header>
        <h2>{t('list.filter')}</h2>
        <IconButton icon="cross" label={t('list.closeFilter')} onClick={onClose} />
      </header>
      <div className={classes['fields']}>
        {state.fields.filter((field) => field.kind !== 'check').map(place)}
        {checks.length > 0 && <div className={classes['checks']}>{checks.map(place)}</div>}
      </div>
      <footer>
        <Button capitals onClick={() => close({})}>
          {t('list.reset')}
        </Button>
        <Button capitals look="primary" type="submit">
          {t('list.apply')}
        </Button>
      </footer>
    </form>
  );
}
