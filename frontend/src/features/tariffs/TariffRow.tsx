import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tariff } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { Icon } from '@/components/icons/Icon';
import type { IconName } from '@/components/icons/drawings';
import { formatDate } from '@/lib/format';
import type { Deed } from './Tariffs';
import { useWeekdays } from './useWeekdays';
import classes from './tariffs.module.css';

interface TariffRowProps {
  tariff: Tariff;
  isChosen: boolean;
  canWrite: boolean;
  onChoose: () => void;
  onDeed: (deed: Deed) => void;
}

const DEEDS: { deed: Deed; icon: IconName }[] = [
  { deed: 'edit', icon: 'pencil' },
  { deed: 'copy', icon: 'copy' },
  { deed: 'calculate', icon: 'trend' },
  { deed: 'remove', icon: 'trash' },
];

export function TariffRow({ tariff, isChosen, canWrite, onChoose, onDeed }: TariffRowProps) {
  const { t } = useTranslation('tariffs');
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const offered = DEEDS.filter(({ deed }) => canWrite || deed === 'calculate');
  return (
    <li className={isChosen ? classes['chosen'] : undefined}>
      <IconButton
        icon="dots"
        dense
        label={`${t('actions')}: ${tariff.name}`}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      />
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {offered.map(({ deed, icon }) => (
          <MenuItem
            key={deed}
            onClick={() => {
              setAnchor(null);
              onDeed(deed);
            }}
          >
            <Icon name={icon} />
            <ListItemText>{t(`deeds.${deed}`)}</ListItemText>
          </MenuItem>
        ))}
      </Menu>
      <button type="button" aria-current={isChosen ? 'true' : undefined} onClick={onChoose}>
        <strong className="ellipsis">{tariff.name}</strong>
        <small className="ellipsis">
          <Summary tariff={tariff} />
        </small>
      </button>
    </li>
  );
}

function Summary({ tariff }: { tariff: Tariff }) {
  const { t } = useTranslation('tariffs');
  const weekdays = useWeekdays();
  const days = weekdays.filter(({ value }) => tariff.weekdays.includes(Number(value)));
  const parts = [
    t(`periodicities.${tariff.periodicity}`),
    tariff.periodicity === 'weekly' && days.map(({ short }) => short).join(' '),
    tariff.window_start && `${tariff.window_start.slice(0, 5)} - ${tariff.window_end?.slice(0, 5) ?? ''}`,
    tariff.valid_to && t('until', { day: formatDate(Date.parse(tariff.valid_to) - 1) }),
  ];
  return (
    <>
      {parts.filter(Boolean).join(', ')}
      {!tariff.is_in_force && ` · ${t('notInForce')}`}
    </>
  );
}
