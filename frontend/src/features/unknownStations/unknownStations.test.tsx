import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/renderApp';

const row = async (text: string) => {
  const found = (await screen.findByText(text)).closest('tr');
  if (!found) throw new Error(`no row of ${text}`);
  return within(found);
};

describe('Unknown stations', () => {
  it('are listed, the last that knocked first, and seen in a pane', async () => {
    const { user, world } = renderApp('/stations/unknown');
    expect(await (await row('ACX-00417')).findByText('OCPP 1.6')).toBeVisible();
    expect(new URLSearchParams(world.asked.at(-1)).get('sort')).toBe('-last_seen_at');
    await user.click(screen.getByText('WB-000118'));
    const pane = within(await screen.findByRole('complementary', { name: 'WB-000118' }));
    expect(pane.getByText('OCPP 2.0.1, OCPP 1.6')).toBeVisible();
    expect(pane.getByText('10.14.7.24')).toBeVisible();
  });

  it('[STN-187, STN-188, STN-191, STN-222] are added by one press with a filled form', async () => {
    const { user, world, address } = renderApp('/stations/unknown');
    await user.click(await screen.findByRole('button', { name: 'Добавить: WB-000118' }));
    const dialog = within(await screen.findByRole('dialog', { name: /внешнюю/ }));
    expect(dialog.getByRole('textbox', { name: /^Номер/ })).toHaveValue('WB-000118');
    expect(dialog.getByRole('textbox', { name: /^Ключ станции/ })).toHaveValue('WB-000118');
    expect(dialog.getByRole('combobox', { name: /^Протокол/ })).toHaveTextContent('OCPP 2.0.1');
    await user.type(dialog.getByRole('textbox', { name: /^Наименование/ }), 'Склад 3');
    await user.click(dialog.getByRole('combobox', { name: /^Регион/ }));
    await user.click(await screen.findByRole('option', { name: 'Россия' }));
    await user.click(dialog.getByRole('button', { name: 'СОХРАНИТЬ' }));
    expect(world.stations.some(({ number }) => number === 'WB-000118')).toBe(false);

    await user.click(dialog.getByRole('button', { name: /^Коннекторы/ }));
    expect(dialog.getByText('Обязательное поле')).toBeVisible();
    await user.click(dialog.getByRole('combobox', { name: 'Тип' }));
    await user.click(await screen.findByRole('option', { name: 'Type2' }));
    expect(dialog.getByRole('combobox', { name: 'Тип питания' })).toHaveTextContent('AC');
    await user.type(dialog.getByRole('textbox', { name: /Огр. мощности/ }), '22');
    await user.type(dialog.getByRole('textbox', { name: /Показания/ }), '32');
    await user.click(dialog.getByRole('button', { name: 'Добавить коннектор' }));
    await user.click(dialog.getByRole('button', { name: 'СОХРАНИТЬ' }));

    expect(await screen.findByText('Зарядная станция добавлена')).toBeVisible();
    await waitFor(() => expect(address()).toMatch(/^\/stations\/.+\/connectors$/));
    const station = world.stations.find(({ number }) => number === 'WB-000118');
    expect(station).toMatchObject({ key: 'WB-000118', name: 'Склад 3', protocol: '2.0.1', kind: 'external' });
    expect(station?.connectors[0]).toMatchObject({
      number: 1,
      type: 'type2',
      max_power_w: 22_000,
      meter_reading_wh: 32_000,
    });
    expect(world.unknown.some(({ identity }) => identity === 'WB-000118')).toBe(false);
  });

  it('are hidden after a question, and found by the filter', async () => {
    const { user } = renderApp('/stations/unknown');
    await user.click(await screen.findByRole('button', { name: 'Действия: test' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Скрыть' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'СКРЫТЬ' }));
    expect(await screen.findByText('Станция test скрыта')).toBeVisible();
    await waitFor(() => expect(screen.queryByText('test')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Фильтр' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Скрытые' }));
    await user.click(screen.getByRole('button', { name: 'ПРИМЕНЕНИЕ ФИЛЬТРОВ' }));
    expect(await screen.findByText('test')).toBeVisible();
  });
});
