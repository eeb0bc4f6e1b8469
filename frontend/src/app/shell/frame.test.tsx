import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/renderApp';

describe('The frame', () => {
  it('[UI-016, UI-020] stays while pages change: one page at a time, its name at the right of the hamburger', async () => {
    const { user } = renderApp('/stations');
    const bar = within(await screen.findByRole('banner'));
    const name = () => bar.findByRole('heading', { level: 1 });
    expect(await name()).toHaveTextContent('Зарядные станции');
    const hamburger = bar.getByRole('button', { name: 'Скрыть список страниц' });
    expect(hamburger.compareDocumentPosition(await name())).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    const list = screen.getByRole('navigation', { name: 'Список страниц' });
    await user.click(within(list).getByRole('link', { name: 'Сессии' }));
    await waitFor(async () => expect(await name()).toHaveTextContent('Сессии'));
    expect(screen.getAllByRole('main')).toHaveLength(1);
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
    expect(screen.getByRole('navigation', { name: 'Список страниц' })).toBe(list);
  });

  it('says that the page is busy until what it shows has come', async () => {
    renderApp('/stations');
    await screen.findByText('EVSE55');
    await waitFor(() => expect(screen.getByRole('main')).toHaveAttribute('aria-busy', 'false'));
  });
});
