import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, useLocation, useNavigate, type NavigateFunction } from 'react-router';
import { App } from '@/app/App';
import { makeQueryClient } from '@/app/queryClient';
import { showToast } from '@/components/toast/toasts';
import { makeHandlers } from './handlers';
import { setHint } from './identityHandlers';
import { server } from './server';
import { makeWorld, type World } from './world';

interface Whereabouts {
  address: string;
  navigate: NavigateFunction;
}

/** Tells the test where the application is. */
function Probe({ onMove }: { onMove: (whereabouts: Whereabouts) => void }) {
  const { pathname, search } = useLocation();
  onMove({ address: `${pathname}${search}`, navigate: useNavigate() });
  return null;
}

/** The whole application at an address, over a pretended server whose world the test can see and change. */
export function renderApp(path: string, change: Partial<World> = {}) {
  const world = makeWorld(change);
  setHint(world.me !== null);
  server.use(...makeHandlers(world));
  const queryClient = makeQueryClient((error) => showToast('error', error.message));
  let whereabouts: Whereabouts | undefined;
  render(
    <App
      queryClient={queryClient}
      router={(routes) => (
        <MemoryRouter initialEntries={[path]}>
          {routes}
          <Probe onMove={(next) => (whereabouts = next)} />
        </MemoryRouter>
      )}
    />,
  );
  return {
    world,
    queryClient,
    address: () => whereabouts?.address ?? '',
    navigate: (to: string) => void whereabouts?.navigate(to),
    user: userEvent.setup(),
  };
}
