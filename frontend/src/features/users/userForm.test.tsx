import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/renderApp';
import { server } from '@/testing/server';

async function openForm() {
  const app = renderApp('/users');
  await screen.findByText('i.petrov');
  await app.user.click(screen.getByRole('button', { name: 'Добавить пользователя' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Добавление пользователя' }));
  return { ...app, dialog };
}

type Opened = Awaited<ReturnType<typeof openForm>>;

async function chooseRoles({ user, dialog }: Opened, ...names: string[]) {
  await user.click(dialog.getByRole('button', { name: /^Список ролей/ }));
  const picker = within(await screen.findByRole('dialog', { name: 'Список ролей' }));
  for (const name of ['customer', 'technik', 'administrator'])
    expect(picker.getByRole('checkbox', { name })).not.toBeChecked();
  for (const name of names) await user.click(picker.getByRole('checkbox', { name }));
  await user.click(picker.getByRole('button', { name: 'ОК' }));
}

async function fill(opened: Opened, login: string, password = 'Zaryad2026', confirmation = password) {
  const { user, dialog } = opened;
  await user.type(dialog.getByRole('textbox', { name: /^Логин/ }), login);
  await user.type(dialog.getByRole('textbox', { name: /^Телефон/ }), '79161234567');
  await user.type(dialog.getByLabelText(/^Пароль/), password);
  await user.type(dialog.getByLabelText(/^Подтверждение пароля/), confirmation);
}

const send = ({ user, dialog }: Opened) => user.click(dialog.getByRole('button', { name: 'ОК' }));

async function openEdit() {
  const app = renderApp('/users');
  await screen.findByText('i.petrov');
  await app.user.click(screen.getByRole('button', { name: 'Действия: i.petrov' }));
  await app.user.click(await screen.findByRole('menuitem', { name: 'Изменить' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Изменение пользователя i.petrov' }));
  return { ...app, dialog };
}

describe('Adding a user', () => {
  it('[USR-031..042] has the fields in two columns with stars, counters and examples', async () => {
    const { dialog } = await openForm();
    const names = dialog.getAllByText(
      /^(Логин|Телефон|Список ролей|Организация|Пароль|Подтверждение пароля|Фамилия|Имя|Отчество|Электронная почта)$/,
      { selector: 'label' },
    );
    expect(names).toHaveLength(10);
    const starred = names
      .filter((label) => label.textContent.endsWith('*'))
      .map((label) => label.textContent);
    // left and right take turns; the password and its confirmation stand side by side at the end
    expect(names.map((label) => label.textContent.replace('*', ''))).toEqual([
      'Логин',
      'Фамилия',
      'Телефон',
      'Имя',
      'Список ролей',
      'Отчество',
      'Организация',
      'Электронная почта',
      'Пароль',
      'Подтверждение пароля',
    ]);
    expect(dialog.getByRole('combobox', { name: 'Организация' })).toHaveAttribute(
      'placeholder',
      'Начните ввод',
    );
    expect(starred).toEqual(['Логин*', 'Телефон*', 'Список ролей*', 'Пароль*', 'Подтверждение пароля*']);
    expect(dialog.getAllByText('0 / 150')).toHaveLength(4);
    expect(dialog.getAllByText('0 / 50')).toHaveLength(3);
    expect(dialog.getByText('0 / 20')).toBeVisible();
    expect(dialog.getByText('Пример: +71234567890')).toBeVisible();
    expect(dialog.getByText('Пример: example@mail.ru')).toBeVisible();
  });

  it('[USR-047] does not save without the required fields', async () => {
    const opened = await openForm();
    const before = opened.world.people.users.length;
    await send(opened);
    expect(opened.dialog.getAllByText('Обязательное поле')).toHaveLength(5);
    expect(opened.world.people.users).toHaveLength(before);
  });

  it('[USR-035, USR-049, USR-050, USR-051] saves with several roles and tells', async () => {
    const opened = await openForm();
    await fill(opened, 'Test_Driver-7');
    await chooseRoles(opened, 'customer', 'technik');
    expect(opened.dialog.getByRole('button', { name: 'Список ролей: customer, technik' })).toBeVisible();
    await send(opened);
    expect(await screen.findByText('Пользователь добавлен')).toBeVisible();
    expect(await screen.findByText('test_driver-7')).toBeVisible();
    const made = opened.world.people.users.at(-1);
    expect(made?.roles.map(({ name }) => name)).toEqual(['customer', 'technik']);
    expect(made?.phone).toBe('+79161234567');
  });

  it('[USR-045] keeps the form with its contents when the login is taken', async () => {
    const opened = await openForm();
    await fill(opened, 'i.petrov');
    await chooseRoles(opened, 'customer');
    await send(opened);
    const text = 'Пользователь с таким логином уже существует!';
    expect(await opened.dialog.findByText(text)).toBeVisible();
    expect(screen.getAllByText(text)).toHaveLength(2);
    expect(opened.dialog.getByRole('textbox', { name: /^Логин/ })).toHaveValue('i.petrov');
  });

  it('[USR-033] takes only the characters of a login', async () => {
    const opened = await openForm();
    await fill(opened, 'логин');
    await chooseRoles(opened, 'customer');
    await send(opened);
    expect(opened.dialog.getByRole('textbox', { name: /^Логин/ })).toHaveAttribute('aria-invalid', 'true');
    await opened.user.clear(opened.dialog.getByRole('textbox', { name: /^Логин/ }));
    await opened.user.type(opened.dialog.getByRole('textbox', { name: /^Логин/ }), 'Az_0 -.9');
    expect(opened.dialog.getByRole('textbox', { name: /^Логин/ })).toHaveAttribute('aria-invalid', 'false');
  });

  it.each([
    ['Zar2026', 'Не меньше 8 знаков'],
    ['zaryad2026', 'Нужна заглавная буква'],
    ['ZARYAD2026', 'Нужна строчная буква'],
    ['ZaryadZaryad', 'Нужна цифра'],
  ])('[USR-037] says what the password %s lacks', async (password, flaw) => {
    const opened = await openForm();
    await fill(opened, 'driver', password);
    await send(opened);
    expect(opened.dialog.getByText(flaw)).toBeVisible();
  });

  it('[USR-048] does not save when the confirmation differs', async () => {
    const opened = await openForm();
    await fill(opened, 'driver', 'Zaryad2026', 'Zaryad2027');
    await chooseRoles(opened, 'customer');
    await send(opened);
    expect(opened.dialog.getByText('Пароли не совпадают')).toBeVisible();
    expect(opened.world.people.users.some(({ login }) => login === 'driver')).toBe(false);
  });

  it('[USR-042] wants an address in the field of the e-mail', async () => {
    const opened = await openForm();
    const email = opened.dialog.getByRole('textbox', { name: 'Электронная почта' });
    await opened.user.type(email, 'kuznetsov');
    await send(opened);
    expect(email).toHaveAttribute('aria-invalid', 'true');
    await opened.user.type(email, '@mail.example');
    expect(email).toHaveAttribute('aria-invalid', 'false');
  });

  it('[USR-036] offers organisations while their name is typed', async () => {
    const opened = await openForm();
    await opened.user.type(opened.dialog.getByRole('combobox', { name: 'Организация' }), 'Севертр');
    await opened.user.click(await screen.findByRole('option', { name: /Севертранс/ }));
    expect(opened.dialog.getByText('Севертранс')).toBeVisible();
  });
});

describe('Changing a user', () => {
  it('[USR-026, USR-067, USR-068, USR-069, USR-071] shows the values; the login is locked, the password not required', async () => {
    const { dialog } = await openEdit();
    const login = dialog.getByRole('textbox', { name: /^Логин/ });
    expect(login).toHaveValue('i.petrov');
    expect(login).toBeDisabled();
    expect(dialog.getByText('8 / 150')).toBeVisible();
    expect(dialog.getByText('12 / 20')).toBeVisible();
    expect(dialog.getByText('Пароль', { selector: 'label' })).toHaveTextContent(/^Пароль$/);
    expect(dialog.getByText('Подтверждение пароля', { selector: 'label' })).toHaveTextContent(
      /^Подтверждение пароля$/,
    );
  });

  it('[USR-067, USR-069] sends only what was changed', async () => {
    const { user, dialog } = await openEdit();
    const sent: unknown[] = [];
    server.use(
      http.patch('*/api/v1/users/:id', async ({ request }) => {
        sent.push(await request.json(), request.headers.get('If-Match'));
        return HttpResponse.json({});
      }),
    );
    await user.type(dialog.getByRole('textbox', { name: 'Отчество' }), 'Олегович');
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    await waitFor(() => expect(sent).toEqual([{ patronymic: 'Олегович' }, 'W/"1"']));
  });

  it('[USR-069, USR-070] changes the password only when one is typed, by the same rules', async () => {
    const { user, dialog } = await openEdit();
    await user.type(dialog.getByLabelText('Пароль'), 'zaryad');
    await user.click(dialog.getByRole('button', { name: 'ОК' }));
    expect(dialog.getByText('Не меньше 8 знаков')).toBeVisible();
    expect(dialog.getByText('Обязательное поле')).toBeVisible();
  });
});
