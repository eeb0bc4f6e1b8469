import { useTranslation } from 'react-i18next';
import { PageTitle } from '@/components/card/PageTitle';
import { Commands } from '@/features/commands/Commands';

export function CommandsPage() {
  const { t } = useTranslation('shell');
  return (
    <>
      <PageTitle title={t('page.commands')} />
      <Commands />
    </>
  );
}
