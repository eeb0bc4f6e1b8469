import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeStation } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';
import { copyOf, toUpdate, valuesOf } from './stationForm';

const makeOne = () => makeStation({ number: 'EVSE11', key: 'SE-11', name: 'Вокзал' });
const station = makeOne();

async function openMenu(number: string, item: string) {
  const app = renderApp('/stations', { stations: [makeOne()] });
  await app.user.click(await screen.findByRole('button', { name: `Действия: ${number}` }));
  await app.user.click(await screen.findByRole('menuitem', { name: item }));
  return app;
}

describe('The form of a station', () => {
  it('[STN-182, STN-183, STN-223] offers two kinds; a regular station has no connectors to enter', async () => {
    const { user } = renderApp('/stations', { stations: [station] });
    await user.click(await screen.findByRole('button', { name: 'Добавить станцию' }));
    expect(await screen.findByRole('menuitem', { name: 'Добавить внешнюю зарядную станцию' })).toBeVisible();
    await user.click(screen.getByRole('menuitem', { name: 'Добавить обычную зарядную станцию' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.queryByRole('button', { name: /^Коннекторы/ })).toBeNull();
    expect(dialog.queryByRole('textbox', { name: /^Ключ станции/ })).toBeNull();
    await user.click(dialog.getByRole('button', { name: 'СОХРАНИТЬ' }));
    expect(dialog.getAllByText('Обязательное поле').length).toBeGreaterThanOrEqual(3);
  });

  it('[STN-030, STN-237, STN-238, STN-239] edits everything but the number', async () => {
    const { user, world } = await openMenu('EVSE11', 'Изменить станцию');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('textbox', { name: /^Номер/ })).toBeDisabled();
    const name = dialog.getByRole('textbox', { name: /^Наименование/ });
    await user.clear(name);
    await user.type(name, 'Порт');
    await user.click(dialog.getByRole('button', { name: 'СОХРАНИТЬ' }));
    expect(await screen.findByText('Зарядная станция изменена')).toBeVisible();
    await waitFor(() => expect(world.stations[0]?.name).toBe('Порт'));
  });

  it('[STN-031, STN-227, STN-240] copies all but number and key; a number that exists is refused at its field', async () => {
    const { user } = await openMenu('EVSE11', 'Копировать станцию');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('textbox', { name: /^Номер/ })).toHaveValue('');
    expect(dialog.getByRole('textbox', { name: /^Ключ станции/ })).toHaveValue('');
    expect(dialog.getByRole('textbox', { name: /^Наименование/ })).toHaveValue('Вокзал');
    await user.type(dialog.getByRole('textbox', { name: /^Номер/ }), 'EVSE11');
    await user.type(dialog.getByRole('textbox', { name: /^Ключ станции/ }), 'SE-12');
    await user.click(dialog.getByRole('button', { name: 'СОХРАНИТЬ' }));
    expect(await dialog.findByText(/уже существует|уже есть|занят/i)).toBeVisible();
  });

  it('[STN-241] keeps the connectors in a copy', () => {
    expect(copyOf(station).connectors.map(({ type }) => type)).toEqual(['ccs2', 'type2']);
  });

  it('sends only what has changed', () => {
    const values = valuesOf(station);
    expect(toUpdate(values, station)).toEqual({});
    expect(toUpdate({ ...values, address: 'Тула', latitude: 54.2, longitude: 37.6 }, station)).toEqual({
      address: 'Тула',
      latitude: 54.2,
      longitude: 37.6,
    });
  });
});
