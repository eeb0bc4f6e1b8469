import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/renderApp';

async function open() {
  const app = renderApp('/api-clients');
  await screen.findByText('Мобильное приложение');
  return app;
}

type User = Awaited<ReturnType<typeof open>>['user'];

async function choose(user: User, name: string, action: string) {
  await user.click(screen.getByRole('button', { name: `Действия: ${name}` }));
  await user.click(await screen.findByRole('menuitem', { name: action }));
}

describe('Clients of the API', () => {
  it('tell whose they are, what they may and whether they work', async () => {
    await open();
    const row = (name: string) => within(screen.getByText(name).closest('tr') as HTMLElement);
    expect(row('Мобильное приложение').getByText('Действует')).toBeVisible();
    expect(row('Мобильное приложение').getByText('Все организации')).toBeVisible();
    expect(await row('Учёт (1С)').findByText('ООО «Север-Энерго»')).toBeVisible();
    expect(row('Старый портал').getByText('Не использовался')).toBeVisible();
    expect(row('Старый портал').getByText('Истёк')).toBeVisible();
  });

  it('show the secret of a new one once', async () => {
    const { user, world } = await open();
    await user.click(screen.getByRole('button', { name: 'Добавить API-клиент' }));
    const form = within(await screen.findByRole('dialog', { name: 'Добавление API-клиента' }));
    await form.findByText('Станции и сессии');
    await user.type(form.getByRole('textbox', { name: /^Наименование/ }), 'Витрина');
    await user.click(form.getByRole('button', { name: 'ОК' }));
    expect(form.getByText('Обязательное поле')).toBeVisible();
    await user.click(form.getByRole('checkbox', { name: 'Зарядные станции: Команды' }));
    await user.click(form.getByRole('button', { name: 'ОК' }));
    const secret = within(await screen.findByRole('dialog', { name: 'Секрет: Витрина' }));
    expect(secret.getByText('scs_4Jt0wq9LmZr7')).toBeVisible();
    expect(secret.getByText(/Секрет показан один раз/)).toBeVisible();
    expect(world.people.apiClients.at(-1)?.rights).toEqual(['stations:command']);
    await user.click(secret.getByRole('button', { name: 'СЕКРЕТ СОХРАНЁН' }));
    await waitFor(() => expect(screen.queryByText('scs_4Jt0wq9LmZr7')).toBeNull());
  });

  it('get another secret after a question', async () => {
    const { user } = await open();
    await choose(user, 'Мобильное приложение', 'Сменить секрет');
    await user.click(await screen.findByRole('button', { name: 'СМЕНИТЬ' }));
    expect(await screen.findByText('scs_NEW8xVd21kQe')).toBeVisible();
  });

  it('are switched off and deleted', async () => {
    const { user, world } = await open();
    await choose(user, 'Мобильное приложение', 'Изменить');
    const form = within(await screen.findByRole('dialog', { name: 'Изменение API-клиента' }));
    await form.findByText('Станции и сессии');
    await user.click(form.getByRole('switch', { name: 'Включён' }));
    await user.click(form.getByRole('button', { name: 'ОК' }));
    expect(await screen.findByText('API-клиент изменён')).toBeVisible();
    expect(world.people.apiClients[0]?.is_active).toBe(false);
    await choose(user, 'Старый портал', 'Удалить');
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'ОК' }));
    await waitFor(() => expect(screen.queryByText('Старый портал')).toBeNull());
  });
});
