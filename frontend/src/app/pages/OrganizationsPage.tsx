import { useTranslation } from 'react-i18next';
import { PageTitle } from '@/components/card/PageTitle';
import { ListView } from '@/components/list/ListView';
import { useOrganizationsList } from '@/features/organizations/useOrganizationsList';
import { useOrganizationWindows } from '@/features/organizations/useOrganizationWindows';

export function OrganizationsPage() {
  const { t } = useTranslation('shell');
  const { onCreate, actions, window } = useOrganizationWindows();
  return (
    <>
      <PageTitle title={t('page.organizations')} />
      <ListView list={useOrganizationsList({ onCreate, actions })} />
      {window}
    </>
  );
}
