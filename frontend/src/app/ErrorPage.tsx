import { useTranslation } from 'react-i18next';
import { Button } from '@/components/buttons/Button';
import { StateMessage } from '@/components/messages/StateMessage';

/** In place of a page that broke. */
export function ErrorPage() {
  const { t } = useTranslation();
  const reload = (
    <Button look="primary" onClick={() => globalThis.location.reload()}>
      {t('failed.reload')}
    </Button>
  );
  return <StateMessage icon="info" title={t('failed.title')} hint={t('failed.hint')} action={reload} />;
}
