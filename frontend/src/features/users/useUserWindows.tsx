import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '@/api/types';
import { ConfirmDialog } from '@/components/dialog/ConfirmDialog';
import type { Option } from '@/components/fields/SelectInput';
import type { RowAction } from '@/components/list/types';
import { useCan } from '@/lib/me';
import { useUserDeeds } from './queries';
import { PasswordResetWindow } from './PasswordResetWindow';
import { RfidDialog } from './RfidDialog';
import { UserFormWindow } from './UserFormWindow';

export type Deed = 'edit' | 'cards' | 'block' | 'unblock' | 'delete' | 'reset' | 'signOut';

interface UserWindows {
  /** Of the three dots, in the order of USR-026..029, as far as the rights go. */
  actions: readonly RowAction<User>[];
  /** «+»; nothing without the right. */
  onCreate: (() => void) | undefined;
  open: (deed: Deed, user: User) => void;
  /** The window that is open. */
  window: ReactNode;
}

interface UserWindowsOptions {
  /** New users begin in it. */
  organization?: Option;
  onDeleted?: () => void;
}

/** What can be done with a user, and the window that asks for it. */
export function useUserWindows({ organization, onDeleted }: UserWindowsOptions = {}): UserWindows {
  const { t } = useTranslation('users');
  const canWrite = useCan('users:write');
  const canSeeCards = useCan('credentials:read');
  const [opened, setOpened] = useState<{ deed: Deed; user: User } | 'create' | null>(null);
  const close = () => setOpened(null);

  const actions = useMemo(() => {
    const run = (deed: Deed) => (user: User) => setOpened({ deed, user });
    const offered: RowAction<User>[] = [];
    if (canWrite) offered.push({ id: 'edit', label: t('deeds.edit'), icon: 'pencil', run: run('edit') });
    if (canSeeCards) offered.push({ id: 'cards', label: t('deeds.cards'), icon: 'list', run: run('cards') });
    if (!canWrite) return offered;
    return [
      ...offered,
      {
        id: 'block',
        label: t('deeds.block'),
        icon: 'lock',
        run: run('block'),
        isOffered: ({ is_self, status }) => !is_self && status === 'active',
      },
      {
        id: 'unblock',
        label: t('deeds.unblock'),
        icon: 'unlock',
        run: run('unblock'),
        isOffered: ({ status }) => status === 'blocked',
      },
      {
        id: 'delete',
        label: t('deeds.delete'),
        icon: 'trash',
        run: run('delete'),
        isOffered: ({ is_self }) => !is_self,
        isDangerous: true,
      },
    ] satisfies RowAction<User>[];
  }, [t, canWrite, canSeeCards]);

  const start = organization ? { organization } : {};
  const window =
    opened === null ? null : opened === 'create' ? (
      <UserFormWindow user={null} {...start} onClose={close} />
    ) : (
      <DeedWindow {...opened} onClose={close} onDeleted={onDeleted} />
    );
  return {
    actions,
    onCreate: canWrite ? () => setOpened('create') : undefined,
    open: (deed, user) => setOpened({ deed, user }),
    window,
  };
}

interface DeedWindowProps {
  deed: Deed;
  user: User;
  onClose: () => void;
  onDeleted: (() => void) | undefined;
}

function DeedWindow({ deed, user, onClose, onDeleted }: DeedWindowProps) {
  switch (deed) {
    case 'edit':
      return <UserFormWindow user={user} onClose={onClose} />;
    case 'cards':
      return <RfidDialog user={user} onClose={onClose} />;
    case 'reset':
      return <PasswordResetWindow user={user} onClose={onClose} />;
    default:
      return <Question deed={deed} user={user} onClose={onClose} onDeleted={onDeleted} />;
  }
}

type Asked = Extract<Deed, 'block' | 'unblock' | 'delete' | 'signOut'>;

/** Names the user and the consequence, and says how to undo it. */
function Question({ deed, user, onClose, onDeleted }: DeedWindowProps & { deed: Asked }) {
  const { t } = useTranslation('users');
  const deeds = useUserDeeds();
  const { login } = user;
  const run = {
    block: () => deeds.block(user),
    unblock: () => deeds.unblock(user),
    signOut: () => deeds.signOut(user),
    delete: async () => {
      await deeds.remove(user);
      onDeleted?.();
    },
  }[deed];
  return (
    <ConfirmDialog
      title={t(`ask.${deed}.title`)}
      confirm={t(`ask.${deed}.confirm`)}
      isDangerous={deed === 'block' || deed === 'delete'}
      success={t(`ask.${deed}.done`, { login })}
      run={run}
      onClose={onClose}
    >
      <p>{t(`ask.${deed}.text`, { login })}</p>
    </ConfirmDialog>
  );
}
