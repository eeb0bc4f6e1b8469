import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/renderApp';

const open = async () => {
  const app = renderApp('/sessions');
  await screen.findByRole('heading', { name: 'Сессии' });
  await app.user.keyboard('{Control>}k{/Control}');
  const field = await screen.findByRole('combobox', { name: 'Поиск по системе' });
  return { ...app, field };
};

describe('The palette', () => {
  it('opens by Ctrl+K and goes to a page by its name', async () => {
    const { user, field, address } = await open();
    expect(field).toHaveFocus();
    await user.type(field, 'зарядные');
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(address()).toBe('/stations'));
  });

  it('finds a station with what can be done with it, and sessions', async () => {
    const { user, field, address } = await open();
    await user.type(field, '134');
    const stations = await screen.findByRole('group', { name: 'Станции' });
    expect(within(stations).getByRole('option', { name: /EVSE134/ })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    expect(screen.getByRole('group', { name: 'Действия с EVSE134' })).toBeVisible();
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await waitFor(() => expect(address()).toMatch(/^\/stations\/.*\/sessions$/));
  });

  it('says when nothing was found', async () => {
    const { user, field } = await open();
    await user.type(field, 'нет такого');
    expect(await screen.findByText('Ничего не найдено')).toBeVisible();
  });
});
