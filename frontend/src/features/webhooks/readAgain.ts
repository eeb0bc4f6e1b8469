import type { Webhook } from '@/api/types';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';

/** Reads a webhook anew, past every cache: somebody else has just saved it. */
export const queryClientRead =
  <Values>(id: string | undefined, valuesOf: (webhook: Webhook) => Values) =>
  async () => {
    const webhook = await unwrap(
      api.GET('/api/v1/webhooks/{webhook_id}', { params: { path: { webhook_id: id ?? '' } } }),
    );
    return { values: valuesOf(webhook), revision: webhook.revision };
  };
