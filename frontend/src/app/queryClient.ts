import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, isConnectionLost } from '@/api/problem';

const RETRIES = 2;

/** Refusals are final; a server that is away is asked again. */
const shouldRetry = (failures: number, error: Error): boolean =>
  isConnectionLost(error) && failures < RETRIES;

/** An expired sign-in leads to the form, a lost connection has its band: neither needs a message. */
const isSaidElsewhere = (error: Error): boolean =>
  isConnectionLost(error) || (error instanceof ApiProblem && [401, 404].includes(error.status));

/** First steps have become due, by an administrator's hand: the user's own record says which. */
const isDoorShut = (error: Error): boolean =>
  error instanceof ApiProblem && ['password_change_required', 'totp_setup_required'].includes(error.code);

/** A press on «stop»: nothing to report. */
const isAborted = (error: Error): boolean => error.name === 'AbortError';

export function makeQueryClient(notify: (error: Error) => void): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isDoorShut(error)) void client.invalidateQueries({ queryKey: ['me'], exact: true });
        else if (!isSaidElsewhere(error)) notify(error);
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        if (!mutation.meta?.['isQuiet'] && !isAborted(error)) notify(error);
      },
    }),
    defaultOptions: {
      queries: { retry: shouldRetry, staleTime: 5000, refetchOnWindowFocus: true, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
