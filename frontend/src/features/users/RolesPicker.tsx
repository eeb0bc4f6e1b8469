import Popover from '@mui/material/Popover';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { CheckInput } from '@/components/fields/CheckInput';
import type { Option } from '@/components/fields/SelectInput';
import type { CustomControl } from '@/components/form/types';
import { Icon } from '@/components/icons/Icon';
import classes from './users.module.css';

interface RolesPickerProps extends CustomControl<readonly Option[]> {
  label: string;
  roles: readonly Option[];
}

const isIn = (roles: readonly Option[], { value }: Option) => roles.some((role) => role.value === value);

/** «Список ролей»: the pencil opens the roles, several can be ticked, «ОК» takes them over (USR-035, USR-049). */
export function RolesPicker({ id, value, isInvalid, isDisabled, change, label, roles }: RolesPickerProps) {
  const { t } = useTranslation(['users', 'common']);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [draft, setDraft] = useState(value);
  const names = value.map((role) => role.label).join(', ');
  const toggle = (role: Option) =>
    setDraft(isIn(draft, role) ? draft.filter((other) => other.value !== role.value) : [...draft, role]);
  return (
    <>
      <button
        id={id}
        type="button"
        className={`${classes['picker']} ${isInvalid ? classes['invalid'] : ''}`}
        disabled={isDisabled}
        aria-haspopup="dialog"
        aria-label={[label, names].filter(Boolean).join(': ')}
        aria-describedby={`${id}-hint`}
        onClick={({ currentTarget }) => {
          setDraft(value);
          setAnchor(currentTarget);
        }}
      >
        <span className="ellipsis">{names || <span className="muted">{t('form.chooseRoles')}</span>}</span>
        <Icon name="pencil" />
      </button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': label, sx: { mt: 1 } } }}
      >
        <div className={classes['roles']}>
          <div role="group" aria-label={label}>
            {roles.map((role) => (
              <CheckInput key={role.value} checked={isIn(draft, role)} onChange={() => toggle(role)}>
                {role.label}
              </CheckInput>
            ))}
          </div>
          <footer>
            <Button
              look="primary"
              capitals
              small
              onClick={() => {
                change(roles.filter((role) => isIn(draft, role)));
                setAnchor(null);
              }}
            >
              {t('common:ok')}
            </Button>
            <Button capitals small onClick={() => setAnchor(null)}>
              {t('common:cancel')}
            </Button>
          </footer>
        </div>
      </Popover>
    </>
  );
}
