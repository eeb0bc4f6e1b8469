import { StyledEngineProvider, ThemeProvider } from '@mui/material/styles';
import { Outlet } from 'react-router';
import { theme } from './theme';

/**
 * Around the pages, not around the shell: what MUI needs is loaded with the first page. Its styles lie in a CSS layer,
 * so our stylesheets win without tricks.
 */
export const ThemedPages = () => (
  <StyledEngineProvider enableCssLayer>
    <ThemeProvider theme={theme}>
      <Outlet />
    </ThemeProvider>
  </StyledEngineProvider>
);
