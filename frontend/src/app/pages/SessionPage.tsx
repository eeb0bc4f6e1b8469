import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import type { Session } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { CardFrame } from '@/components/card/CardFrame';
import { PageTitle } from '@/components/card/PageTitle';
import { RecordState } from '@/components/card/RecordState';
import { SessionPayments } from '@/features/payments/SessionPayments';
import { SessionState } from '@/features/sessions/cells';
import { ChartsTab } from '@/features/sessions/ChartsTab';
import { InfoTab } from '@/features/sessions/InfoTab';
import { PricingTab } from '@/features/sessions/PricingTab';
import { sessionQuery } from '@/features/sessions/queries';
import { SessionIdentity } from '@/features/sessions/SessionIdentity';
import { useMe, type Right } from '@/lib/me';
import { paths } from '../paths';

const TABS = ['info', 'charts', 'pricing', 'payments'] as const;
type TabId = (typeof TABS)[number];

const RIGHTS: Record<TabId, Right> = {
  info: 'sessions:read',
  charts: 'sessions:read',
  pricing: 'charges:read',
  payments: 'payments:read',
};

const isTab = (name: string | undefined): name is TabId => TABS.some((tab) => tab === name);

/** Card of a session; its heading is the internal id (SES-074). */
export function SessionPage() {
  const { t } = useTranslation('shell');
  const { sessionId = '', tab } = useParams();
  const query = useQuery(sessionQuery(sessionId));
  if (!isTab(tab)) return <Navigate to={`${paths.sessions}/${sessionId}/info`} replace />;
  return (
    <>
      <PageTitle title={sessionId} parent={{ name: t('page.sessions'), path: paths.sessions }} />
      <RecordState query={query} listPath={paths.sessions}>
        {(session) => <SessionCard session={session} tab={tab} onRefresh={() => void query.refetch()} />}
      </RecordState>
    </>
  );
}

interface SessionCardProps {
  session: Session;
  tab: TabId;
  onRefresh: () => void;
}

function SessionCard({ session, tab, onRefresh }: SessionCardProps) {
  const { t } = useTranslation(['sessions', 'common']);
  const rights = useMe()?.rights ?? [];
  const tabs = TABS.filter((id) => rights.includes(RIGHTS[id])).map((id) => ({
    id,
    title: t(`card.tabs.${id}`),
    path: `${paths.sessions}/${session.id}/${id}`,
  }));
  const actions = (
    <>
      <SessionState session={session} />
      <IconButton icon="refresh" label={t('common:card.refresh')} onClick={onRefresh} />
    </>
  );
  return (
    <CardFrame identity={<SessionIdentity session={session} />} tabs={tabs} active={tab} actions={actions}>
      {tab === 'info' && <InfoTab session={session} />}
      {tab === 'charts' && <ChartsTab session={session} />}
      {tab === 'pricing' && <PricingTab session={session} />}
      {tab === 'payments' && <SessionPayments sessionId={session.id} />}
    </CardFrame>
  );
}
