import { useTranslation } from 'react-i18next';
import { IconButton } from '@/components/buttons/IconButton';
import { ListView } from '@/components/list/ListView';
import { useCan } from '@/lib/me';
import { useWebhooksList } from './useWebhooksList';
import { useWebhookWindows } from './useWebhookWindows';

const NONE: readonly never[] = [];

/** «Вебхуки»: who is told about events, and whether they arrive. */
export function Webhooks() {
  const { t } = useTranslation('webhooks');
  const canChange = useCan('webhooks:write');
  const { actions, add, window } = useWebhookWindows();
  const list = useWebhooksList({
    actions: canChange ? actions : NONE,
    tools: canChange && <IconButton icon="plus" label={t('form.add')} onClick={add} />,
  });
  return (
    <>
      <ListView list={list} />
      {window}
    </>
  );
}
