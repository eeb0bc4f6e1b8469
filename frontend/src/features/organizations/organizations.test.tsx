import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeMe } from '@/testing/factories';
import { makePeople } from '@/testing/peopleSketches';
import { renderApp } from '@/testing/renderApp';

const lastAsked = (asked: string[]) => new URLSearchParams(asked.at(-1));

async function open() {
  const app = renderApp('/organizations');
  await screen.findByText('АвтоДор');
  return app;
}

async function openCard(tab: string) {
  const people = makePeople();
  const [organization] = people.organizations;
  if (!organization) throw new Error('no organisation');
  organization.actual_address = 'Москва, Лесная ул., 3';
  const app = renderApp(`/organizations/${organization.id}/${tab}`, { people });
  await screen.findByRole('heading', { name: organization.number });
  return { ...app, organization };
}

describe('The list of organisations', () => {
  it('[DIR-056, DIR-057, DIR-059..066] shows six columns, two are hidden', async () => {
    const { user } = await open();
    const names = () =>
      screen.getAllByRole('columnheader', { hidden: true }).map(({ textContent }) => textContent);
    expect(names().slice(1)).toEqual([
      'Фирменное наименование',
      'Тип организации',
      'ИНН',
      'КПП',
      'ОКПО',
      'Система налогообложения',
    ]);
    for (const name of ['Обновить', 'Добавить организацию', 'Фильтр', 'Колонки'])
      expect(screen.getByRole('button', { name })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Колонки' }));
    for (const name of ['Юридическое наименование', 'Изменено'])
      expect(await screen.findByRole('checkbox', { name })).not.toBeChecked();
  });

  it('[ENU-606, ENU-607, ENU-608, ENU-609, ENU-610, ENU-612, ENU-613] names types and tax systems', async () => {
    await open();
    const words = [
      'ОСН',
      'УСН доход',
      'УСН доход – расход',
      'ЕСН',
      'Патент',
      'Владелец сети',
      'Транспортная компания',
    ];
    for (const word of words) expect(screen.getAllByText(word)[0]).toBeVisible();
  });

  it('[DIR-069] filters by name, INN, type and tax system', async () => {
    const { user, world } = await open();
    await user.click(screen.getByRole('button', { name: 'Фильтр' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Фильтр' }));
    await user.type(dialog.getByRole('textbox', { name: 'ИНН' }), '5190');
    await user.click(dialog.getByRole('combobox', { name: 'Тип организации' }));
    await user.click(await screen.findByRole('option', { name: 'Транспортная компания' }));
    await user.click(dialog.getByRole('combobox', { name: 'Система налогообложения' }));
    await user.click(await screen.findByRole('option', { name: 'ОСН' }));
    await user.click(dialog.getByRole('button', { name: 'ПРИМЕНЕНИЕ ФИЛЬТРОВ' }));
    await waitFor(() => expect(screen.queryByText('АвтоДор')).toBeNull());
    expect(screen.getByText('Севертранс')).toBeVisible();
    const asked = lastAsked(world.asked);
    expect([asked.get('inn'), asked.get('type'), asked.get('tax_system')]).toEqual([
      '5190',
      'transport_company',
      'osn',
    ]);
  });

  it('[DIR-070..080] adds one; the trade name left empty becomes the legal one', async () => {
    const { user, world } = await open();
    await user.click(screen.getByRole('button', { name: 'Добавить организацию' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Добавление организации' }));
    expect(dialog.getAllByText('0 / 250')).toHaveLength(4);
    for (const counter of ['0 / 20', '0 / 9', '0 / 10', '0 / 500'])
      expect(dialog.getByText(counter)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(dialog.getAllByText('Обязательное поле')).toHaveLength(3);
    await user.type(dialog.getByRole('textbox', { name: /^Юридическое наименование/ }), 'Северный парк');
    await user.click(dialog.getByRole('combobox', { name: 'Тип организации' }));
    await user.click(await screen.findByRole('option', { name: 'Владелец сети' }));
    await user.click(dialog.getByRole('combobox', { name: 'Система налогообложения' }));
    expect((await screen.findAllByRole('option')).slice(1).map(({ textContent }) => textContent)).toEqual([
      'ОСН',
      'УСН доход',
      'УСН доход – расход',
      'ЕСН',
      'Патент',
      'Налог на профессиональный доход',
    ]);
    await user.click(screen.getByRole('option', { name: 'Патент' }));
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(await screen.findByText('Организация добавлена')).toBeVisible();
    expect(await screen.findByText('Северный парк')).toBeVisible();
    expect(world.people.organizations.at(-1)).toMatchObject({ name: 'Северный парк', tax_system: 'patent' });
  });

  it('[DIR-058, DIR-068] deletes after a question that tells what stays', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Действия: АвтоДор' }));
    const items = (await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent);
    expect(items).toEqual(['Открыть карточку', 'Изменить', 'Удалить']);
    await user.click(screen.getByRole('menuitem', { name: 'Удалить' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Удаление организации' }));
    expect(dialog.getByText(/останутся привязаны к номеру 40000060184000, .* Unknown/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    await waitFor(() => expect(screen.queryByText('АвтоДор')).toBeNull());
  });

  it('[ROL-023] offers a reader no change', async () => {
    renderApp('/organizations', { me: makeMe({ rights: ['organizations:read'] }) });
    await screen.findByText('АвтоДор');
    expect(screen.queryByRole('button', { name: 'Добавить организацию' })).toBeNull();
  });
});

describe('The card of an organisation', () => {
  it('[DIR-082, DIR-083, DIR-084, DIR-085] tells what it is', async () => {
    await openCard('info');
    expect(screen.getByRole('link', { name: 'ИНФО' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'ПОЛЬЗОВАТЕЛИ' })).toBeVisible();
    const value = (label: string) =>
      screen.getByText(label, { selector: 'dt' }).parentElement?.querySelector('dd')?.textContent;
    expect(value('Фирменное наименование')).toBe('ООО «Север-Энерго»');
    expect(value('Юридическое наименование')).toMatch(/Север/);
    expect(value('Тип организации')).toBe('Владелец сети');
    expect(value('ИНН')).toBe('7727004411');
    expect(value('КПП')).toBe('772701001');
    expect(value('ОКПО')).toBe('11223344');
    expect(value('Система налогообложения')).toBe('ОСН');
    expect(value('Юридический адрес')).toBe('Москва, Тверская ул., 14');
    expect(value('Фактический адрес')).toBe('Москва, Лесная ул., 3');
    expect(value('Контактные данные')).toBe('Диспетчер: +7 812 000-44-55');
    expect(screen.getByText('У организации отсутствуют лицевые счета')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Добавить' })).toBeDisabled();
    expect(screen.getByRole('button', { name: /^Обновить/ })).toBeVisible();
  });

  it('[DIR-082] opens by a double click', async () => {
    const { user, address } = await open();
    await user.dblClick(screen.getByText('АвтоДор'));
    await waitFor(() => expect(address()).toMatch(/^\/organizations\/.+\/info$/));
    expect(await screen.findByRole('heading', { name: '40000060184000' })).toBeVisible();
  });

  it('[DIR-086] lists its users under a fixed chip with its number', async () => {
    const { world, organization } = await openCard('users');
    expect(await screen.findByText('a.orlova')).toBeVisible();
    expect(screen.queryByText('fleet.trans-01')).toBeNull();
    expect(lastAsked(world.asked).get('organization_id')).toBe(organization.id);
    expect(screen.getByText(organization.number, { selector: 'span' })).toBeVisible();
    expect(screen.getByRole('searchbox', { name: /^Логин/ })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Действия: a.orlova' })).toBeVisible();
  });
});
