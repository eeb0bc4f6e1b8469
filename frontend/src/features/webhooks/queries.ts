import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';
import type { Delivery, EventType, Webhook } from '@/api/types';
import type { SubmitContext } from '@/components/form/types';
import type { ListSource } from '@/components/list/types';
import { keysOf } from '@/lib/queryKeys';

type ListQuery = Record<string, unknown>;

export const webhookKeys = {
  ...keysOf('webhooks'),
  eventTypes: () => [...webhookKeys.all, 'eventTypes'] as const,
};

export const deliveryKeys = keysOf('deliveries');

const of = (id: string) => ({ path: { webhook_id: id } });

export const webhooksQuery = (query: ListQuery): ListSource<Webhook> => ({
  queryKey: webhookKeys.list(query),
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/webhooks', { params: { query }, signal })),
});

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: webhookKeys.detail(id),
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/webhooks/{webhook_id}', { params: of(id), signal })),
  });

/** What can be subscribed to; it changes with the product alone. */
export const eventTypesQuery = () =>
  queryOptions({
    queryKey: webhookKeys.eventTypes(),
    staleTime: Infinity,
    queryFn: async ({ signal }): Promise<EventType[]> =>
      (await unwrap(api.GET('/api/v1/webhooks/event-types', { signal }))).items,
  });

export const deliveriesQuery = (query: ListQuery): ListSource<Delivery> => ({
  queryKey: deliveryKeys.list(query),
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/deliveries', { params: { query }, signal })),
});

export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: deliveryKeys.detail(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/deliveries/{delivery_id}', { params: { path: { delivery_id: id } }, signal })),
  });

export interface WebhookDraft {
  name: string;
  url: string;
  event_types: readonly string[];
  is_active: boolean;
}

/** Everything that changes a webhook or sends something to it; what is shown is asked again afterwards. */
export function useWebhookDeeds() {
  const queryClient = useQueryClient();
  const settled = async <Result>(deed: Promise<Result>): Promise<Result> => {
    const result = await deed;
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: webhookKeys.all }),
      queryClient.invalidateQueries({ queryKey: deliveryKeys.all }),
    ]);
    return result;
  };
  const body = (draft: WebhookDraft) => ({ ...draft, event_types: [...draft.event_types] });
  return {
    create: (draft: WebhookDraft, { headers }: SubmitContext) =>
      settled(unwrap(api.POST('/api/v1/webhooks', { body: body(draft), headers }))),
    change: (id: string, draft: Partial<WebhookDraft>, { headers }: SubmitContext) =>
      settled(
        unwrap(
          api.PATCH('/api/v1/webhooks/{webhook_id}', {
            params: of(id),
            body: { ...draft, event_types: draft.event_types ? [...draft.event_types] : null },
            headers,
          }),
        ),
      ),
    remove: (id: string) => settled(unwrap(api.DELETE('/api/v1/webhooks/{webhook_id}', { params: of(id) }))),
    rotate: (id: string, hours: number) =>
      settled(
        unwrap(
          api.POST('/api/v1/webhooks/{webhook_id}/rotate-secret', {
            params: of(id),
            body: { overlap_hours: hours },
          }),
        ),
      ),
    test: (id: string) => settled(unwrap(api.POST('/api/v1/webhooks/{webhook_id}/test', { params: of(id) }))),
    replay: (id: string) =>
      settled(
        unwrap(
          api.POST('/api/v1/deliveries/{delivery_id}/replay', { params: { path: { delivery_id: id } } }),
        ),
      ),
  };
}
