import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { makeMe } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';
import { server } from '@/testing/server';

async function choose(...logins: string[]) {
  const { user } = renderApp('/users');
  for (const login of logins)
    await user.click(await screen.findByRole('checkbox', { name: `Выбрать ${login}` }));
  return { user, bar: within(screen.getByRole('toolbar', { name: 'Действия с выбранными' })) };
}

const logins = async () => {
  await screen.findByText('i.petrov');
  return screen
    .getAllByRole('checkbox', { name: /^Выбрать (?!все)/ })
    .map((box) => box.getAttribute('aria-label'));
};

describe('Many users at once', () => {
  it('are blocked with one question; the choice is taken back', async () => {
    const { user, bar } = await choose('i.petrov', 'n.volkov');
    await user.click(bar.getByRole('button', { name: 'Заблокировать' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Блокировка пользователей' }));
    expect(dialog.getByText('i.petrov, n.volkov')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'ЗАБЛОКИРОВАТЬ' }));
    expect(await screen.findByText('Заблокированы 2 пользователя')).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('toolbar')).toBeNull());
  });

  it('keep the window open for those that were refused, with the reason, and try them alone again', async () => {
    const asked: string[] = [];
    let isAway = true;
    const { user, bar } = await choose('i.petrov', 'n.volkov');
    server.use(
      http.post('*/api/v1/users/:id/block', ({ params }) => {
        asked.push(String(params['id']));
        if (asked.length !== 2 || !isAway) return HttpResponse.json({});
        return HttpResponse.json({ status: 403, code: 'last_administrator', title: 'no' }, { status: 403 });
      }),
    );
    await user.click(bar.getByRole('button', { name: 'Заблокировать' }));
    await user.click(screen.getByRole('button', { name: 'ЗАБЛОКИРОВАТЬ' }));
    const dialog = within(screen.getByRole('dialog'));
    expect(await dialog.findByRole('alert')).toHaveTextContent(/Не выполнено для 1 строки/);
    isAway = false;
    await user.click(dialog.getByRole('button', { name: 'ПОВТОРИТЬ' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked).toHaveLength(3);
    expect(asked[2]).toBe(asked[1]);
  });

  it('cannot be chosen without the right to change them', async () => {
    renderApp('/users', { me: makeMe({ rights: ['users:read'] }) });
    await screen.findByText('i.petrov');
    expect(screen.queryByRole('checkbox')).toBeNull();
  });

  it('says how many of the chosen a deed is meant for, and offers none that fits nobody', async () => {
    const { user, bar } = await choose('i.petrov');
    expect(bar.getByRole('button', { name: 'Разблокировать' })).toBeDisabled();
    expect((await logins()).length).toBeGreaterThan(2);
    await user.click(screen.getByRole('checkbox', { name: 'Выбрать все строки страницы' }));
    expect(bar.getByRole('button', { name: /^Заблокировать \(\d+\)$/ })).toBeEnabled();
    expect(bar.getByRole('button', { name: /^Удалить/ })).toBeEnabled();
  });
});
