import Divider from '@mui/material/Divider';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { IconButton } from '../buttons/IconButton';
import { Icon } from '../icons/Icon';
import type { ListDeclaration, RowAction } from './types';

interface RowButtonProps<Row> {
  list: ListDeclaration<Row>;
  row: Row;
}

/** First cell of a row: the eye when the card is all there is, the three dots when there is more. */
export function RowButton<Row>({ list, row }: RowButtonProps<Row>) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const name = list.rowName(row);
  const path = list.cardPath?.(row);
  const open = () => path && void navigate(path);
  const offered = (list.actions ?? []).filter(({ isOffered }) => isOffered?.(row) ?? true);

  if (!list.actions)
    return path ? (
      <IconButton icon="eye" dense label={`${t('list.openCard')}: ${name}`} onClick={open} />
    ) : null;

  const card: RowAction<Row> = { id: 'card', label: t('list.openCard'), icon: 'eye', run: open };
  return (
    <>
      <IconButton
        icon="dots"
        dense
        label={`${t('list.actions')}: ${name}`}
        aria-haspopup="menu"
        onClick={(event) => {
          event.stopPropagation();
          setAnchor(event.currentTarget);
        }}
      />
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClick={(event) => event.stopPropagation()}
        onClose={() => setAnchor(null)}
      >
        {[...(path ? [card] : []), ...offered].flatMap((action) => [
          ...(action.isDangerous ? [<Divider key={`${action.id}-line`} />] : []),
          <MenuItem
            key={action.id}
            disabled={action.isDisabled?.(row) ?? false}
            sx={action.isDangerous ? { color: 'var(--fault-text)' } : {}}
            onClick={() => {
              setAnchor(null);
              action.run(row);
            }}
          >
            <Icon name={action.icon} />
            <ListItemText>{action.label}</ListItemText>
          </MenuItem>,
        ])}
      </Menu>
    </>
  );
}
