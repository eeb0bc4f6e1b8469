import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/components/buttons/IconButton';
import { useOffline } from '@/lib/offline';
import { usePhone } from '@/lib/useMedia';
import type { Kind } from './stationForm';

const KINDS: readonly Kind[] = ['regular', 'external'];

/** «+»: which kind of station is to be added (STN-182). */
export function AddStationButton({ onChoose }: { onChoose: (kind: Kind) => void }) {
  const { t } = useTranslation('stations');
  const isOffline = useOffline();
  const isPhone = usePhone();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton
        icon="plus"
        label={t('form.add')}
        large={isPhone}
        disabled={isOffline}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      />
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {KINDS.map((kind) => (
          <MenuItem
            key={kind}
            onClick={() => {
              setAnchor(null);
              onChoose(kind);
            }}
          >
            <ListItemText>{t(kind === 'regular' ? 'form.addRegular' : 'form.addExternal')}</ListItemText>
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
