import Popover from '@mui/material/Popover';
import { useQuery } from '@tanstack/react-query';
import { useId, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Button } from '../buttons/Button';
import { IconButton } from '../buttons/IconButton';
import { Field } from '../fields/Field';
import { TextInput } from '../fields/TextInput';
import { showToast } from '../toast/toasts';
import { useDeleteView, useSaveView, viewsQuery, type View } from './views';
import type { ListState } from './useList';
import classes from './list.module.css';

const LONGEST_NAME = 150;

/** «Мои фильтры»: filters, sort and columns under a name of one's own. */
export function ViewsMenu<Row>({ state, large = false }: { state: ListState<Row>; large?: boolean }) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton
        icon="bookmark"
        large={large}
        label={t('list.views')}
        aria-haspopup="dialog"
        on={anchor !== null}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      />
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t('list.views'), sx: { mt: 1 } } }}
      >
        <Views state={state} onClose={() => setAnchor(null)} />
      </Popover>
    </>
  );
}

/** Everything of the address but the open page of the list. */
function searchOf(search: URLSearchParams): string {
  const kept = new URLSearchParams(search);
  kept.delete('page');
  return kept.toString();
}

function Views<Row>({ state, onClose }: { state: ListState<Row>; onClose: () => void }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const { data: views, isPending } = useQuery(viewsQuery(state.list.id));
  const remove = useDeleteView(state.list.id);
  const present = searchOf(search);

  const apply = (view: View) => {
    setSearch(new URLSearchParams(view.search));
    if (view.columns) state.columns.showOnly(view.columns);
    onClose();
  };
  return (
    <div className={classes['views']}>
      {views?.length === 0 && <p>{t('list.viewsEmpty')}</p>}
      {isPending && <p>{t('list.loading')}</p>}
      <ul>
        {views?.map((view) => (
          <li key={view.id}>
            <button
              type="button"
              aria-current={view.search === present ? 'true' : undefined}
              onClick={() => apply(view)}
            >
              {view.name}
            </button>
            <IconButton
              icon="trash"
              dense
              label={t('list.viewDelete', { name: view.name })}
              onClick={() => remove.mutate(view.id)}
            />
          </li>
        ))}
      </ul>
      <NewView state={state} search={present} onSaved={onClose} />
    </div>
  );
}

interface NewViewProps<Row> {
  state: ListState<Row>;
  search: string;
  onSaved: () => void;
}

function NewView<Row>({ state, search, onSaved }: NewViewProps<Row>) {
  const { t } = useTranslation();
  const id = useId();
  const [name, setName] = useState('');
  const save = useSaveView(state.list.id);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    const columns = state.columns.shown.map((column) => column.id);
    save.mutate(
      { name: name.trim(), search, columns },
      {
        onSuccess: () => {
          showToast('success', t('list.viewSaved', { name: name.trim() }));
          onSaved();
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Field label={t('list.viewName')} htmlFor={id} plain>
        <TextInput
          id={id}
          maxLength={LONGEST_NAME}
          autoComplete="off"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </Field>
      <Button type="submit" look="primary" capitals small disabled={save.isPending || name.trim() === ''}>
        {t('list.viewSave')}
      </Button>
    </form>
  );
}
