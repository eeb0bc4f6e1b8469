import { useTranslation } from 'react-i18next';
import { useOffline } from '@/lib/offline';
import { Button } from '../buttons/Button';
import { IconButton } from '../buttons/IconButton';
import type { ListState } from './useList';
import classes from './list.module.css';

/** Over the table while rows are chosen: how many, what can be done with them, the dangerous apart. */
export function BulkBar<Row>({ state }: { state: ListState<Row> }) {
  const { t } = useTranslation();
  const isOffline = useOffline();
  const { selection, list } = state;
  if (!list.bulk || selection.rows.length === 0) return null;
  return (
    <div className={classes['bulk']} role="toolbar" aria-label={t('list.chosenActions')}>
      <strong role="status">{t('list.chosen', { count: selection.rows.length })}</strong>
      {list.bulk.map(({ id, label, icon, isDangerous, run }) => (
        <Button
          key={id}
          small
          icon={icon}
          disabled={isOffline}
          look={isDangerous ? 'dangerOutline' : 'outline'}
          className={isDangerous ? classes['apart'] : undefined}
          onClick={() => run(selection.rows, selection.clear)}
        >
          {label}
        </Button>
      ))}
      <IconButton icon="cross" dense label={t('list.chosenClear')} onClick={selection.clear} />
    </div>
  );
}
