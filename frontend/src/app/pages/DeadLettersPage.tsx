import { useTranslation } from 'react-i18next';
import { PageTitle } from '@/components/card/PageTitle';
import { DeadLetters } from '@/features/deadLetters/DeadLetters';

/** Messages that a service could not apply. */
export function DeadLettersPage() {
  const { t } = useTranslation('shell');
  return (
    <>
      <PageTitle title={t('page.deadLetters')} />
      <DeadLetters />
    </>
  );
}
