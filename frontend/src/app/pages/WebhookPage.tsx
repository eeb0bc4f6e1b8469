import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useParams } from 'react-router';
import type { Webhook } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { CardFrame, IdentityStrip } from '@/components/card/CardFrame';
import { PageTitle } from '@/components/card/PageTitle';
import { RecordState } from '@/components/card/RecordState';
import { WebhookState } from '@/features/webhooks/cells';
import { Deliveries } from '@/features/webhooks/Deliveries';
import { webhookQuery } from '@/features/webhooks/queries';
import { useWebhookWindows } from '@/features/webhooks/useWebhookWindows';
import { WebhookInfo } from '@/features/webhooks/WebhookInfo';
import { useCan } from '@/lib/me';
import { paths } from '../paths';

const TABS = ['deliveries', 'info'] as const;
type TabId = (typeof TABS)[number];
const isTab = (name: string | undefined): name is TabId => TABS.some((tab) => tab === name);

/** Card of a webhook: its delivery log and its settings. */
export function WebhookPage() {
  const { t } = useTranslation('shell');
  const { webhookId = '', tab } = useParams();
  const query = useQuery(webhookQuery(webhookId));
  if (!isTab(tab)) return <Navigate to={`${paths.webhooks}/${webhookId}/deliveries`} replace />;
  return (
    <>
      <PageTitle title={query.data?.name ?? ''} parent={{ name: t('page.webhooks'), path: paths.webhooks }} />
      <RecordState query={query} listPath={paths.webhooks}>
        {(webhook) => <WebhookCard webhook={webhook} tab={tab} onRefresh={() => void query.refetch()} />}
      </RecordState>
    </>
  );
}

interface WebhookCardProps {
  webhook: Webhook;
  tab: TabId;
  onRefresh: () => void;
}

function WebhookCard({ webhook, tab, onRefresh }: WebhookCardProps) {
  const { t } = useTranslation(['webhooks', 'common']);
  const navigate = useNavigate();
  const canChange = useCan('webhooks:write');
  const { actions, window } = useWebhookWindows(() => void navigate(paths.webhooks));
  const tabs = TABS.map((id) => ({
    id,
    title: t(`tabs.${id}`),
    path: `${paths.webhooks}/${webhook.id}/${id}`,
  }));
  const buttons = (
    <>
      {canChange &&
        actions.map(({ id, icon, label, run }) => (
          <IconButton key={id} icon={icon} label={label} onClick={() => run(webhook)} />
        ))}
      <IconButton icon="refresh" label={t('common:card.refresh')} onClick={onRefresh} />
    </>
  );
  return (
    <>
      <CardFrame
        identity={
          <IdentityStrip name={webhook.name} place={webhook.url}>
            <WebhookState webhook={webhook} />
          </IdentityStrip>
        }
        tabs={tabs}
        active={tab}
        actions={buttons}
      >
        {tab === 'deliveries' ? <Deliveries webhook={webhook} /> : <WebhookInfo webhook={webhook} />}
      </CardFrame>
      {window}
    </>
  );
}
