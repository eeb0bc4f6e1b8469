import Dialog from '@mui/material/Dialog';
import { useQuery } from '@tanstack/react-query';
import { useId, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { IconButton } from '@/components/buttons/IconButton';
import dialog from '@/components/dialog/dialog.module.css';
import type { Option } from '@/components/fields/SelectInput';
import { TextInput } from '@/components/fields/TextInput';
import { Footer } from '@/components/list/Footer';
import { StateMessage } from '@/components/messages/StateMessage';
import { useDebounced } from '@/lib/useDebounced';
import { useErrorText } from '@/lib/useErrorText';
import { usePhone } from '@/lib/useMedia';
import { MemberTable } from './MemberTable';
import { membersQuery, type GroupKind, type Member } from './queries';
import classes from './tariffs.module.css';

const ROWS = 15;

interface MemberPickerProps {
  kind: GroupKind;
  chosen: readonly Option[];
  onChoose: (members: readonly Option[]) => void;
  onClose: () => void;
}

/** «Выбор пользователей», «Выбор зарядных станций»: ticks survive searching and paging (TAR-063, TAR-074, TAR-076). */
export function MemberPicker({ kind, chosen, onChoose, onClose }: MemberPickerProps) {
  const { t } = useTranslation(['tariffs', 'common']);
  const isPhone = usePhone();
  const id = useId();
  const [ticked, setTicked] = useState<ReadonlyMap<string, Option>>(
    () => new Map(chosen.map((one) => [one.value, one])),
  );
  const confirm = (event: SubmitEvent) => {
    event.preventDefault();
    event.stopPropagation();
    onChoose([...ticked.values()]);
    onClose();
  };
  return (
    <Dialog open fullScreen={isPhone} maxWidth={false} onClose={onClose} aria-labelledby={id}>
      <form className={`${dialog['dialog']} ${classes['picker']}`} onSubmit={confirm} noValidate>
        <header>
          <h2 id={id}>{t(`picker.title_${kind}`)}</h2>
          <IconButton icon="cross" label={t('common:dismiss')} onClick={onClose} />
        </header>
        <Choice kind={kind} ticked={ticked} onTick={(rows, isOn) => setTicked(changed(ticked, rows, isOn))} />
        <footer>
          <Button type="submit" look="primary" capitals>
            {t('common:ok')}
          </Button>
          <Button capitals onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <small className="muted num" role="status">
            {t('picker.chosen', { count: ticked.size })}
          </small>
        </footer>
      </form>
    </Dialog>
  );
}

function changed(
  ticked: ReadonlyMap<string, Option>,
  rows: readonly Member[],
  isOn: boolean,
): ReadonlyMap<string, Option> {
  const next = new Map(ticked);
  for (const { id, label } of rows)
    if (isOn) next.set(id, { value: id, label });
    else next.delete(id);
  return next;
}

interface ChoiceProps {
  kind: GroupKind;
  ticked: ReadonlyMap<string, Option>;
  onTick: (rows: readonly Member[], isOn: boolean) => void;
}

/** Refresh, search, the table with its check boxes, the footer. */
function Choice({ kind, ticked, onTick }: ChoiceProps) {
  const { t } = useTranslation(['tariffs', 'common']);
  const errorText = useErrorText();
  const [text, setText] = useState('');
  const [paging, setPaging] = useState({ page: 0, rows: ROWS, sort: kind === 'user' ? 'login' : 'number' });
  const asked = useDebounced(text);
  const { page, rows, sort } = paging;
  const query = useQuery(membersQuery(kind, asked, { limit: rows, offset: page * rows, sort }));
  const state = {
    params: paging,
    query,
    setPage: (next: number) => setPaging({ ...paging, page: next }),
    setRows: (next: number) => setPaging({ ...paging, page: 0, rows: next }),
  };
  return (
    <>
      <div className={classes['bar']}>
        <IconButton
          icon="refresh"
          label={t('refresh')}
          spinning={query.isFetching}
          onClick={() => void query.refetch()}
        />
        <TextInput
          icon="search"
          placeholder={t('picker.search')}
          aria-label={t('picker.search')}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setPaging({ ...paging, page: 0 });
          }}
        />
      </div>
      <div className={classes['pickerRows']}>
        {query.data && (
          <MemberTable
            kind={kind}
            rows={query.data.items}
            isTicked={({ id }) => ticked.has(id)}
            sort={sort}
            onSort={(next) => setPaging({ ...paging, page: 0, sort: next })}
            onTick={onTick}
          />
        )}
        {query.data?.items.length === 0 && <StateMessage icon="search" title={t('nothing')} />}
        {query.error && <StateMessage icon="info" title={errorText(query.error).text} />}
      </div>
      <Footer state={state} />
    </>
  );
}
