import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';
import type { Payment } from '@/api/types';
import type { ListSource } from '@/components/list/types';
import { keysOf } from '@/lib/queryKeys';

type ListQuery = Record<string, unknown>;

export const paymentKeys = keysOf('payments');

export const paymentsQuery = (query: ListQuery): ListSource<Payment> => ({
  queryKey: paymentKeys.list(query),
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/payments', { params: { query }, signal })),
});

export const paymentQuery = (id: string) =>
  queryOptions({
    queryKey: paymentKeys.detail(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/payments/{payment_id}', { params: { path: { payment_id: id } }, signal })),
  });

/** Who pays, as identity knows him; one who is gone, or whom the caller may not see, is no error of the page. */
export const payerQuery = (id: string) =>
  queryOptions({
    queryKey: ['users', 'payer', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/users/{user_id}', { params: { path: { user_id: id } }, signal })),
    retry: false,
    staleTime: 60_000,
  });

/** The newest payment of a session: it is shown when the tab opens (BIL-070). */
export const newestPaymentQuery = (sessionId: string) =>
  queryOptions({
    queryKey: [...paymentKeys.all, 'newest', sessionId],
    queryFn: async ({ signal }): Promise<Payment | null> => {
      const query = { session_id: sessionId, sort: '-created_at', limit: 1 };
      const { items } = await unwrap(api.GET('/api/v1/payments', { params: { query }, signal }));
      return items[0] ?? null;
    },
  });

/** The pre-authorisation of a session: money held while it runs; null when nothing was to be held. */
export const holdQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['charges', 'hold', sessionId],
    queryFn: async ({ signal }) => {
      const query = { session_id: sessionId, limit: 1 };
      const { items } = await unwrap(api.GET('/api/v1/charges', { params: { query }, signal }));
      const [charge] = items;
      return charge?.hold_status ? charge : null;
    },
  });

export function useMoneyDeeds() {
  const queryClient = useQueryClient();
  const told = async <Answer>(answer: Promise<Answer>) => {
    const done = await answer;
    await Promise.all(
      ['payments', 'charges', 'sessions'].map((noun) => queryClient.invalidateQueries({ queryKey: [noun] })),
    );
    return done;
  };
  const at = (id: string) => ({ params: { path: { payment_id: id } } });
  return {
    refund: (id: string, body: { amount: string; reason: string }, headers: Record<string, string>) =>
      told(unwrap(api.POST('/api/v1/payments/{payment_id}/refund', { ...at(id), body, headers }))),
    cancel: (id: string) => told(unwrap(api.POST('/api/v1/payments/{payment_id}/cancel', at(id)))),
    repeat: (id: string) => told(unwrap(api.POST('/api/v1/payments/{payment_id}/repeat', at(id)))),
  };
}
