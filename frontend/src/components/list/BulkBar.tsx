import { useTranslation } from 'react-i18next';
import { useOffline } from '@/lib/offline';
import { Button } from '../buttons/Button';
import { IconButton } from '../buttons/IconButton';
import type { BulkAction } from './types';
import type { ListState } from './useList';
import type { Selection } from './useSelection';
import classes from './list.module.css';

/** Over the table while rows are chosen: how many, what can be done with them, the dangerous apart. */
export function BulkBar<Row>({ state }: { state: ListState<Row> }) {
  const { t } = useTranslation();
  const { selection, list } = state;
  if (!list.bulk || selection.rows.length === 0) return null;
  return (
    <div className={classes['bulk']} role="toolbar" aria-label={t('list.chosenActions')}>
      <strong role="status">{t('list.chosen', { count: selection.rows.length })}</strong>
      {list.bulk.map((action) => (
        <Deed key={action.id} action={action} selection={selection} />
      ))}
      <IconButton icon="cross" dense label={t('list.chosenClear')} onClick={selection.clear} />
    </div>
  );
}

interface DeedProps<Row> {
  action: BulkAction<Row>;
  selection: Selection<Row>;
}

/** Says for how many of the chosen rows it is meant, when that is not all of them. */
function Deed<Row>({ action, selection }: DeedProps<Row>) {
  const { label, icon, isDangerous, isOffered, run } = action;
  const isOffline = useOffline();
  const fitting = isOffered ? selection.rows.filter(isOffered) : selection.rows;
  const isAll = fitting.length === selection.rows.length;
  return (
    <Button
      small
      icon={icon}
      disabled={isOffline || fitting.length === 0}
      look={isDangerous ? 'dangerOutline' : 'outline'}
      className={isDangerous ? classes['apart'] : undefined}
      onClick={() => run(fitting, selection.clear)}
    >
      {isAll || fitting.length === 0 ? label : `${label} (${fitting.length})`}
    </Button>
  );
}
