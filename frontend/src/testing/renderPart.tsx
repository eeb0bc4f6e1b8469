import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { MemoryRouter, useLocation } from 'react-router';
import type { Me } from '@/api/types';
import { makeQueryClient } from '@/app/queryClient';
import { Toasts } from '@/components/toast/Toasts';
import { showToast } from '@/components/toast/toasts';
import { MeContext } from '@/lib/me';
import { makeMe } from './factories';

function Probe({ onMove }: { onMove: (address: string) => void }) {
  const { pathname, search } = useLocation();
  onMove(`${pathname}${search}`);
  return null;
}

/** A part of a page at an address, with what the application puts around pages. */
export function renderPart(part: ReactNode, { path = '/', me = makeMe() }: { path?: string; me?: Me } = {}) {
  let address = path;
  const queryClient = makeQueryClient((error) => showToast('error', error.message));
  const view = render(
    <QueryClientProvider client={queryClient}>
      <MemoryRouter initialEntries={[path]}>
        <MeContext value={me}>{part}</MeContext>
        <Probe onMove={(next) => (address = next)} />
      </MemoryRouter>
      <Toasts />
    </QueryClientProvider>,
  );
  return { ...view, queryClient, address: () => address, user: userEvent.setup() };
}
