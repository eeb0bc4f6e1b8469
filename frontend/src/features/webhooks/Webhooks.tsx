import { ListView } from '@/components/list/ListView';
import { useCan } from '@/lib/me';
import { useWebhooksList } from './useWebhooksList';
import { useWebhookWindows } from './useWebhookWindows';

const NONE: readonly never[] = [];

/** «Вебхуки»: who is told about events, and whether they arrive. */
export function Webhooks() {
  const canChange = useCan('webhooks:write');
  const { actions, add, window } = useWebhookWindows();
  const list = useWebhooksList({
    actions: canChange ? actions : NONE,
    onCreate: canChange ? add : undefined,
  });
  return (
    <>
      <ListView list={list} />
      {window}
    </>
  );
}
