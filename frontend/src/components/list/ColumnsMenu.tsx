import Popover from '@mui/material/Popover';
import { useState, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../buttons/Button';
import { CheckInput } from '../fields/CheckInput';
import { Icon } from '../icons/Icon';
import { tip } from '../tooltip/tip';
import type { Column } from './types';
import type { Columns } from './useColumns';
import classes from './list.module.css';

const STEP = 16;
const USUAL_WIDTH = 160;

/** «Колонки»: a tick shows or hides one; its grip moves it by drag or arrows, and makes it wider or narrower. */
export function ColumnsMenu<Row>({ columns }: { columns: Columns<Row> }) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button icon="columns" aria-haspopup="dialog" onClick={({ currentTarget }) => setAnchor(currentTarget)}>
        {t('list.columns')}
        <Icon name="down" size={14} />
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t('list.columns'), sx: { mt: 1 } } }}
      >
        <div className={classes['columnsMenu']}>
          <ul>
            {columns.offered.map((column, place) => (
              <ColumnLine key={column.id} columns={columns} column={column} place={place} />
            ))}
          </ul>
          <p>{t('list.columnsKeys')}</p>
          <hr />
          <Button look="text" small onClick={columns.reset}>
            {t('list.columnsDefault')}
          </Button>
        </div>
      </Popover>
    </>
  );
}

const DRAGGED = 'text/x-column';

interface ColumnLineProps<Row> {
  columns: Columns<Row>;
  column: Column<Row>;
  place: number;
}

function ColumnLine<Row>({ columns, column, place }: ColumnLineProps<Row>) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const width = columns.shown.find(({ id }) => id === column.id)?.width ?? column.width ?? USUAL_WIDTH;

  const onKeyDown = (event: KeyboardEvent) => {
    const deeds: Record<string, () => void> = {
      ArrowUp: () => columns.move(column.id, place - 1),
      ArrowDown: () => columns.move(column.id, place + 1),
      ArrowLeft: () => columns.resize(column.id, width - STEP),
      ArrowRight: () => columns.resize(column.id, width + STEP),
    };
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    columns.move(event.dataTransfer.getData(DRAGGED), place);
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Only the pointer drops here; the keyboard moves a column by its grip.
    <li
      className={isOver ? classes['over'] : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <CheckInput checked={columns.isShown(column)} onChange={() => columns.toggle(column)}>
        {column.title}
      </CheckInput>
      <button
        type="button"
        draggable
        className={classes['grip']}
        aria-label={t('list.moveColumn', { name: column.title, place: place + 1, width })}
        {...tip(t('list.columnsKeys'))}
        onDragStart={({ dataTransfer }) => dataTransfer.setData(DRAGGED, column.id)}
        onKeyDown={onKeyDown}
      >
        <Icon name="grip" />
      </button>
    </li>
  );
}
