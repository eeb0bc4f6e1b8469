import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/renderApp';

const openFirst = async (kind: string) => {
  const app = renderApp('/stations/quarantine');
  const [cell] = await screen.findAllByText(kind);
  await app.user.click(cell as HTMLElement);
  return { ...app, pane: within(await screen.findByRole('complementary', { name: kind })) };
};

describe('Quarantine', () => {
  it('lists messages put aside and limits them to those that wait with one press', async () => {
    const { user, address } = renderApp('/stations/quarantine');
    expect(await screen.findAllByText('Ждёт решения')).toHaveLength(3);
    await user.click(await screen.findByRole('button', { name: 'Ждут 3' }));
    await waitFor(() => expect(address()).toBe('/stations/quarantine?state=waiting'));
    await waitFor(() => expect(screen.queryByText('Отклонено')).toBeNull());
  });

  it('shows the message and joins it to a session of the station', async () => {
    const { user, pane, world } = await openFirst('Окончание неизвестной транзакции');
    expect(await pane.findByRole('region', { name: 'Сообщение' })).toHaveTextContent('"meterStop": 221580');
    expect(pane.getByRole('button', { name: 'Привязать' })).toBeDisabled();
    const [first] = await pane.findAllByRole('radio');
    await user.click(first as HTMLElement);
    await user.click(pane.getByRole('button', { name: 'Привязать' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'ПРИВЯЗАТЬ' }));
    expect(await screen.findByText('Сообщение привязано к сессии')).toBeVisible();
    expect(world.quarantine[0]).toMatchObject({
      state: 'joined',
      session_id: world.sessions.find(({ station_id: id }) => id === world.quarantine[0]?.station_id)?.id,
    });
  });

  it('dismisses several at once, leaving out what is decided already', async () => {
    const { user, world } = renderApp('/stations/quarantine');
    await screen.findAllByText('Ждёт решения');
    await user.click(screen.getByRole('checkbox', { name: 'Выбрать все строки страницы' }));
    const bar = within(await screen.findByRole('toolbar', { name: 'Действия с выбранными' }));
    await user.click(bar.getByRole('button', { name: 'Отклонить' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Отклонить сообщения' }));
    expect(dialog.getByText(/Будет отклонено: 3 из выбранных 5/)).toBeVisible();
    await user.type(dialog.getByRole('textbox', { name: /Причина/ }), 'Проверка стенда');
    await user.click(dialog.getByRole('button', { name: 'ОТКЛОНИТЬ' }));
    expect(await screen.findByText('Отклонено сообщений: 3')).toBeVisible();
    expect(world.quarantine.map(({ state }) => state)).not.toContain('waiting');
    expect(world.quarantine.filter(({ reason }) => reason === 'Проверка стенда')).toHaveLength(3);
    expect(screen.queryByRole('toolbar', { name: 'Действия с выбранными' })).toBeNull();
  });

  it('applies several once more, but no frame that could not be read', async () => {
    const { user, world } = renderApp('/stations/quarantine');
    await screen.findAllByText('Ждёт решения');
    await user.click(screen.getByRole('checkbox', { name: 'Выбрать все строки страницы' }));
    await user.click(screen.getByRole('button', { name: 'Повторить' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Применить ещё раз' }));
    await user.click(dialog.getByRole('button', { name: 'ПОВТОРИТЬ' }));
    expect(await screen.findByText('Применено: 2, осталось в карантине: 0')).toBeVisible();
    expect(world.quarantine.filter(({ state }) => state === 'waiting').map(({ kind }) => kind)).toEqual([
      'rejected_frame',
    ]);
  });

  it('replays a message, and dismisses one only with a reason', async () => {
    const { user, pane, world } = await openFirst('Кадр, который не удалось разобрать');
    await user.click(await pane.findByRole('button', { name: 'Отклонить' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Отклонить сообщение' }));
    await user.click(dialog.getByRole('button', { name: 'ОТКЛОНИТЬ' }));
    expect(await dialog.findByText('Обязательное поле')).toBeVisible();
    await user.type(dialog.getByRole('textbox', { name: /Причина/ }), 'Проверка стенда');
    await user.click(dialog.getByRole('button', { name: 'ОТКЛОНИТЬ' }));
    expect(await screen.findByText('Сообщение отклонено')).toBeVisible();
    expect(world.quarantine[1]).toMatchObject({ state: 'dismissed', reason: 'Проверка стенда' });
  });
});
