import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useParams } from 'react-router';
import type { Organization } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { CardFrame, IdentityStrip } from '@/components/card/CardFrame';
import { PageTitle } from '@/components/card/PageTitle';
import { RecordState } from '@/components/card/RecordState';
import { ListView } from '@/components/list/ListView';
import { OrganizationInfo } from '@/features/organizations/OrganizationInfo';
import { organizationQuery } from '@/features/organizations/queries';
import { useOrganizationWindows } from '@/features/organizations/useOrganizationWindows';
import { useOrganizationUsersList } from '@/features/users/useUsersList';
import { useUserBulk } from '@/features/users/useUserBulk';
import { useUserWindows } from '@/features/users/useUserWindows';
import { useCan, useMe, type Right } from '@/lib/me';
import { paths } from '../paths';

const TABS = ['info', 'users'] as const;
type TabId = (typeof TABS)[number];

const RIGHTS: Record<TabId, Right> = { info: 'organizations:read', users: 'users:read' };

const isTab = (name: string | undefined): name is TabId => TABS.some((tab) => tab === name);

/** Card of an organisation: «Организации > number» (DIR-082). */
export function OrganizationPage() {
  const { t } = useTranslation('shell');
  const { organizationId = '', tab } = useParams();
  const query = useQuery(organizationQuery(organizationId));
  if (!isTab(tab)) return <Navigate to={`${paths.organizations}/${organizationId}/info`} replace />;
  return (
    <>
      <PageTitle
        title={query.data?.number ?? ''}
        parent={{ name: t('page.organizations'), path: paths.organizations }}
      />
      <RecordState query={query} listPath={paths.organizations}>
        {(organization) => (
          <OrganizationCard organization={organization} tab={tab} onRefresh={() => void query.refetch()} />
        )}
      </RecordState>
    </>
  );
}

interface OrganizationCardProps {
  organization: Organization;
  tab: TabId;
  onRefresh: () => void;
}

function OrganizationCard({ organization, tab, onRefresh }: OrganizationCardProps) {
  const { t } = useTranslation(['organizations', 'common']);
  const navigate = useNavigate();
  const rights = useMe()?.rights ?? [];
  const canWrite = useCan('organizations:write') && !organization.is_deleted;
  const { edit, remove, window } = useOrganizationWindows(() => void navigate(paths.organizations));
  const tabs = TABS.filter((id) => rights.includes(RIGHTS[id])).map((id) => ({
    id,
    title: t(`card.tabs.${id}`),
    path: `${paths.organizations}/${organization.id}/${id}`,
  }));
  const actions = (
    <>
      {canWrite && (
        <>
          <IconButton icon="pencil" label={t('deeds.edit')} onClick={() => edit(organization)} />
          <IconButton icon="trash" label={t('deeds.delete')} onClick={() => remove(organization)} />
        </>
      )}
      <IconButton icon="refresh" label={t('common:card.refresh')} onClick={onRefresh} />
    </>
  );
  const identity = (
    <IdentityStrip name={organization.name} place={organization.legal_name}>
      <span>{t(`type.${organization.type}`)}</span>
    </IdentityStrip>
  );
  return (
    <CardFrame identity={identity} tabs={tabs} active={tab} actions={actions}>
      {tab === 'info' && <OrganizationInfo organization={organization} />}
      {tab === 'users' && <OrganizationUsers organization={organization} />}
      {window}
    </CardFrame>
  );
}

function OrganizationUsers({ organization }: { organization: Organization }) {
  const { id, name, number } = organization;
  const { onCreate, actions, window } = useUserWindows({
    organization: { value: id, label: name, hint: number },
  });
  const many = useUserBulk();
  return (
    <>
      <ListView list={useOrganizationUsersList(organization, { onCreate, actions, bulk: many.bulk })} />
      {window}
      {many.window}
    </>
  );
}
