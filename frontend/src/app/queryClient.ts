import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, isConnectionLost } from '@/api/problem';

const RETRIES = 2;

/** Refusals are final; a server that is away is asked again. */
const shouldRetry = (failures: number, error: Error): boolean =>
  isConnectionLost(error) && failures < RETRIES;

/** An expired sign-in leads to the form, a lost connection has its band: neither needs a message. */
const isSaidElsewhere = (error: Error): boolean =>
  isConnectionLost(error) || (error instanceof ApiProblem && [401, 404].includes(error.status));

export const makeQueryClient = (notify: (error: Error) => void): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({ onError: (error) => !isSaidElsewhere(error) && notify(error) }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        if (!mutation.meta?.['isQuiet']) notify(error);
      },
    }),
    defaultOptions: {
      queries: { retry: shouldRetry, staleTime: 5000, refetchOnWindowFocus: true, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });
