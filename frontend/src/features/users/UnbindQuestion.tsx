import Popover from '@mui/material/Popover';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Credential, User } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { useFormat } from '@/lib/useFormat';
import { useUserDeeds } from './queries';
import classes from './rfid.module.css';

interface UnbindQuestionProps {
  user: User;
  card: Credential;
  anchor: HTMLElement;
  onClose: () => void;
}

/** The question of USR-061 at the pressed bin, with what follows (USR-062..064): no window lies on a window. */
export function UnbindQuestion({ user, card, anchor, onClose }: UnbindQuestionProps) {
  const { t } = useTranslation(['users', 'common']);
  const { kwh } = useFormat();
  const deeds = useUserDeeds();
  const unbind = useMutation({ mutationFn: () => deeds.unbind(card), onSuccess: onClose });
  const { available_energy_wh: available } = user.limits;
  const consequence = t(available === null ? 'rfid.consequence' : 'rfid.consequenceLimit', {
    number: card.label,
    energy: kwh(card.consumed_energy_wh),
    available: kwh((available ?? 0) + card.consumed_energy_wh),
  });
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      slotProps={{ paper: { role: 'alertdialog', 'aria-label': t('rfid.question'), sx: { mt: 1 } } }}
    >
      <div className={classes['question']}>
        <b>{t('rfid.question')}</b>
        <p>{consequence}</p>
        <Button look="danger" capitals small disabled={unbind.isPending} onClick={() => unbind.mutate()}>
          {t('common:ok')}
        </Button>
        <Button capitals small onClick={onClose}>
          {t('common:cancel')}
        </Button>
      </div>
    </Popover>
  );
}
