import { screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { problem } from '@/testing/answers';
import { makeMe } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';
import { server } from '@/testing/server';
import { makeWebhooks } from '@/testing/webhookSketches';

const READ = 'webhooks:read';
const BOTH = [READ, 'webhooks:write'];
const open = (path = '/webhooks', rights: readonly string[] = BOTH) =>
  renderApp(path, {
    me: makeMe({ rights: [...makeMe().rights.filter((right) => !BOTH.includes(right)), ...rights] }),
  });
const first = makeWebhooks()[0];
const cardPath = `/webhooks/${first?.id ?? ''}`;

describe('Webhooks', () => {
  it('shows whether each of them delivers', async () => {
    open();
    const row = (name: string) => screen.findByRole('row', { name: new RegExp(name) });
    expect(await row('Учётная система')).toHaveTextContent('Доставляет');
    expect(await row('Бот диспетчера')).toHaveTextContent('Не отвечает');
    expect(await row('Старая CRM')).toHaveTextContent('Выключен');
  });

  it('adds one and shows its secret once', async () => {
    const { user, world } = open();
    await user.click(await screen.findByRole('button', { name: 'Добавление вебхука' }));
    const form = await screen.findByRole('dialog', { name: 'Добавление вебхука' });
    await user.type(within(form).getByLabelText(/Название/), 'Карта роуминга');
    await user.type(within(form).getByLabelText(/Адрес/), 'map.example/hook');
    await user.click(within(form).getByLabelText('Все session.*'));
    await user.click(within(form).getByRole('button', { name: 'ОК' }));
    const secret = await screen.findByRole('dialog', { name: 'Секрет вебхука' });
    expect(secret).toHaveTextContent('whsec_');
    expect(world.webhooks.at(-1)).toMatchObject({
      name: 'Карта роуминга',
      url: 'https://map.example/hook',
      event_types: ['session.*'],
    });
    await user.click(within(secret).getByRole('button', { name: 'ЗАКРЫТЬ' }));
    await waitFor(() => expect(screen.queryByText(/whsec_/)).toBeNull());
  });

  it('does not save an address that is none', async () => {
    const { user, world } = open();
    await user.click(await screen.findByRole('button', { name: 'Добавление вебхука' }));
    const form = await screen.findByRole('dialog', { name: 'Добавление вебхука' });
    await user.type(within(form).getByLabelText(/Название/), 'Без адреса');
    await user.click(within(form).getByRole('button', { name: 'ОК' }));
    expect(await within(form).findByText('Адрес начинается с https:// или http://')).toBeVisible();
    expect(world.webhooks).toHaveLength(3);
  });

  it('offers no deeds to those who may only look', async () => {
    open('/webhooks', [READ]);
    await screen.findByText('Бот диспетчера');
    expect(screen.queryByRole('button', { name: 'Добавление вебхука' })).toBeNull();
  });
});

describe('The card of a webhook', () => {
  it('lists its deliveries, and what was sent and answered beside them', async () => {
    const { user, world } = open(cardPath);
    await user.dblClick((await screen.findAllByText('session.ended'))[0] as HTMLElement);
    const pane = await screen.findByRole('complementary', { name: 'session.ended' });
    expect(await within(pane).findByRole('region', { name: 'Запрос' })).toHaveTextContent('18240');
    expect(within(pane).getByRole('region', { name: 'Заголовки' })).toHaveTextContent('webhook-id');
    expect(within(pane).getByText('busy')).toBeVisible();
    expect(within(pane).getByText('Ответ не пришёл вовремя')).toBeVisible();
    expect(new URLSearchParams(world.asked.at(-1)).get('webhook_id')).toBe(first?.id);
  });

  it('says in the pane why a delivery cannot be shown, and reads it again', async () => {
    const { user } = open(cardPath);
    await screen.findAllByText('session.ended');
    let isAway = true;
    server.use(
      http.get('*/api/v1/deliveries/:id', () => (isAway ? problem(500, 'internal_error') : undefined)),
    );
    await user.dblClick(screen.getAllByText('session.ended')[0] as HTMLElement);
    const pane = within(await screen.findByRole('complementary', { name: 'session.ended' }));
    const again = await pane.findByRole('button', { name: 'Повторить' });
    isAway = false;
    await user.click(again);
    expect(await pane.findByRole('region', { name: 'Запрос' })).toHaveTextContent('18240');
  });

  it('sends one again', async () => {
    const { user, world } = open(cardPath);
    await user.dblClick(await screen.findByText('Не доставлено'));
    await user.click(await screen.findByRole('button', { name: 'Отправить снова' }));
    expect(await screen.findByText('Событие отправлено снова')).toBeVisible();
    expect(world.deliveries.find(({ status }) => status === 'given_up')).toBeUndefined();
  });

  it('sends a test event and shows it in the log', async () => {
    const { user } = open(cardPath);
    await user.click(await screen.findByRole('button', { name: 'Проверить' }));
    expect(await screen.findByText('Пробное событие отправлено: Учётная система')).toBeVisible();
    expect(await screen.findByText('webhook.test')).toBeVisible();
  });

  it('rotates the secret with an overlap and shows the new one', async () => {
    const { user } = open(cardPath);
    await user.click(await screen.findByRole('button', { name: 'Сменить секрет' }));
    await user.click(await screen.findByRole('button', { name: 'СМЕНИТЬ' }));
    expect(await screen.findByRole('dialog', { name: 'Секрет вебхука' })).toHaveTextContent(/whsec_.*2/);
  });

  it('asks before it is deleted and leads back to the list', async () => {
    const { user, world, address } = open(cardPath);
    await user.click(await screen.findByRole('button', { name: 'Удалить' }));
    await user.click(await screen.findByRole('button', { name: 'УДАЛИТЬ' }));
    await waitFor(() => expect(address()).toBe('/webhooks'));
    expect(world.webhooks.map(({ name }) => name)).not.toContain('Учётная система');
  });
});
