import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '@/api/types';
import { EachDialog } from '@/components/dialog/EachDialog';
import type { BulkAction } from '@/components/list/types';
import { useCan } from '@/lib/me';
import { useUserDeeds } from './queries';

type Deed = 'block' | 'unblock' | 'delete';

interface Asked {
  deed: Deed;
  users: readonly User[];
  clear: () => void;
}

interface UserBulk {
  /** Nothing without the right: then no row is chosen either. */
  bulk: readonly BulkAction<User>[] | undefined;
  window: ReactNode;
}

/** What can be done with many users at once. */
export function useUserBulk(): UserBulk {
  const { t } = useTranslation('users');
  const canWrite = useCan('users:write');
  const [asked, setAsked] = useState<Asked | null>(null);
  const bulk = useMemo<BulkAction<User>[]>(() => {
    const run = (deed: Deed) => (users: readonly User[], clear: () => void) =>
      setAsked({ deed, users, clear });
    const is = (wanted: User['status']) => (user: User) => !user.is_self && user.status === wanted;
    return [
      { id: 'block', label: t('deeds.block'), icon: 'lock', run: run('block'), isOffered: is('active') },
      {
        id: 'unblock',
        label: t('deeds.unblock'),
        icon: 'unlock',
        run: run('unblock'),
        isOffered: is('blocked'),
      },
      {
        id: 'delete',
        label: t('deeds.delete'),
        icon: 'trash',
        run: run('delete'),
        isOffered: ({ is_self }) => !is_self,
        isDangerous: true,
      },
    ];
  }, [t]);
  return {
    bulk: canWrite ? bulk : undefined,
    window: asked && <Question {...asked} onClose={() => setAsked(null)} />,
  };
}

function Question({ deed, users, clear, onClose }: Asked & { onClose: () => void }) {
  const { t } = useTranslation('users');
  const deeds = useUserDeeds();
  const run = { block: deeds.block, unblock: deeds.unblock, delete: deeds.remove }[deed];
  return (
    <EachDialog
      title={t(`many.${deed}.title`)}
      confirm={t(`ask.${deed}.confirm`)}
      isDangerous={deed !== 'unblock'}
      rows={users}
      rowName={({ login }) => login}
      run={run}
      success={t(`many.${deed}.done`, { count: users.length })}
      onClose={onClose}
      onDone={clear}
    >
      <p>{t(`many.${deed}.text`)}</p>
    </EachDialog>
  );
}
