import Popover from '@mui/material/Popover';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../buttons/Button';
import { CheckInput } from '../fields/CheckInput';
import { Icon } from '../icons/Icon';
import type { Columns } from './useColumns';
import classes from './list.module.css';

/** «Колонки»: the columns of the table in their own order, a tick shows or hides one. */
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
          {columns.offered.map((column) => (
            <CheckInput
              key={column.id}
              checked={columns.isShown(column)}
              onChange={() => columns.toggle(column)}
            >
              {column.title}
            </CheckInput>
          ))}
          <hr />
          <Button look="text" small onClick={columns.reset}>
            {t('list.columnsDefault')}
          </Button>
        </div>
      </Popover>
    </>
  );
}
