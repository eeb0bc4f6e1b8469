import { useTranslation } from 'react-i18next';
import { PageTitle } from '@/components/card/PageTitle';
import { ListView } from '@/components/list/ListView';
import type { RenderRights } from '@/features/apiClients/ApiClientFormWindow';
import { useApiClientsList } from '@/features/apiClients/useApiClientsList';
import { useApiClientWindows } from '@/features/apiClients/useApiClientWindows';
import { RightsPicker } from '@/features/roles/RightsPicker';

const renderRights: RenderRights = ({ value, change, isDisabled }, before) => (
  <RightsPicker value={value} before={before} change={change} isDisabled={isDisabled} />
);

export function ApiClientsPage() {
  const { t } = useTranslation('shell');
  const { onCreate, actions, window } = useApiClientWindows(renderRights);
  return (
    <>
      <PageTitle title={t('page.apiClients')} />
      <ListView list={useApiClientsList({ onCreate, actions })} />
      {window}
    </>
  );
}
