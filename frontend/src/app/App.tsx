import { StyledEngineProvider, ThemeProvider } from '@mui/material/styles';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { RouterProvider, type DataRouter } from 'react-router';
import { Toasts } from '@/components/toast/Toasts';
import { theme } from './theme/theme';

interface AppProps {
  router: DataRouter;
  queryClient: QueryClient;
}

/** The providers around everything. MUI's styles lie in a CSS layer, so our stylesheets win without tricks. */
export const App = ({ router, queryClient }: AppProps) => (
  <StrictMode>
    <StyledEngineProvider enableCssLayer>
      <ThemeProvider
        theme={theme}
        defaultMode="system"
        modeStorageKey="sc-theme"
        noSsr
        disableTransitionOnChange
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <Toasts />
        </QueryClientProvider>
      </ThemeProvider>
    </StyledEngineProvider>
  </StrictMode>
);
