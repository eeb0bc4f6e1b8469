import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { StrictMode, Suspense, type ReactNode } from 'react';
import { Toasts } from '@/components/toast/Toasts';
import { TooltipLayer } from '@/components/tooltip/TooltipLayer';
import { ErrorBoundary } from './ErrorBoundary';
import { AppRoutes } from './routes';

interface AppProps {
  queryClient: QueryClient;
  /** The router around the routes: that of the browser, or one in memory for a test. */
  router: (routes: ReactNode) => ReactNode;
}

export const App = ({ queryClient, router }: AppProps) => (
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ErrorBoundary>
        <Suspense>{router(<AppRoutes />)}</Suspense>
      </ErrorBoundary>
      <Toasts />
      <TooltipLayer />
    </QueryClientProvider>
  </StrictMode>
);
