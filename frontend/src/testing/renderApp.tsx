import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter } from 'react-router';
import { App } from '@/app/App';
import { makeQueryClient } from '@/app/queryClient';
import { routes } from '@/app/routes';
import { showToast } from '@/components/toast/toasts';
import { makeHandlers } from './handlers';
import { server } from './server';
import { makeWorld, type World } from './world';

/** The whole application at an address, over a pretended server whose world the test can see and change. */
export function renderApp(path: string, change: Partial<World> = {}) {
  const world = makeWorld(change);
  server.use(...makeHandlers(world));
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  const queryClient = makeQueryClient((error) => showToast('error', error.message));
  render(<App router={router} queryClient={queryClient} />);
  const address = () => `${router.state.location.pathname}${router.state.location.search}`;
  return { world, router, queryClient, address, user: userEvent.setup() };
}
