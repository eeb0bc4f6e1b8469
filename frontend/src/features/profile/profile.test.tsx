import { screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { describe, expect, it } from 'vitest';
import { makeMe } from '@/testing/factories';
import { problem } from '@/testing/answers';
import { CODE } from '@/testing/profileHandlers';
import { renderApp } from '@/testing/renderApp';
import { server } from '@/testing/server';

const admin = (change = {}) => makeMe({ rights: ['stations:read', 'users:read', 'users:write'], ...change });
const block = (name: string) => screen.findByRole('region', { name });

describe('The profile', () => {
  it('[UI-022, UI-050, UI-051, UI-066] is opened by the name of the user and has no block button', async () => {
    const { user, address } = renderApp('/stations', { me: admin() });
    await user.click(await screen.findByRole('link', { name: 'Пользователь: marina' }));
    expect(await screen.findByRole('heading', { name: 'Профиль' })).toBeVisible();
    expect(address()).toBe('/profile');
    expect(await block('Информация о пользователе')).toBeVisible();
    expect(await block('Настройки')).toBeVisible();
    expect(screen.queryByRole('button', { name: /аблокировать/ })).toBeNull();
  });

  it('[UI-052, USR-089] shows others no information on the user', async () => {
    renderApp('/profile', { me: admin({ roles: ['dispatcher'] }) });
    expect(await block('Настройки')).toBeVisible();
    expect(screen.queryByRole('region', { name: 'Информация о пользователе' })).toBeNull();
  });

  it('[UI-053, UI-055, UI-056, UI-057, UI-058, UI-059, UI-060, UI-061, UI-062, UI-063, UI-064, UI-065, USR-089] reads the record', async () => {
    const { world } = renderApp('/profile', { me: admin() });
    const own = world.people.users.find(({ id }) => id === world.me?.id);
    const info = within(await block('Информация о пользователе'));
    expect(info.getByText('Активный')).toBeVisible();
    const labels = info.getAllByRole('term').map(({ textContent }) => textContent);
    expect(labels).toEqual([
      'Логин',
      'Имя',
      'Фамилия',
      'Отчество',
      'Телефон',
      'Электронная почта',
      'Список ролей',
      'Дата и время создания',
      'Дата и время последнего изменения',
      'Контрагент',
      'Способ авторизации',
    ]);
    const values = info.getAllByRole('definition').map(({ textContent }) => textContent);
    expect(values.slice(0, 2)).toEqual([own?.login, own?.first_name]);
    expect(values[7]).toMatch(/^\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d$/);
    expect(values[9]).toBe(own?.organization?.number ?? '');
    expect(values[10]).toBe(own?.has_totp ? 'Basic + TOTP' : 'Basic');
  });

  it('[UI-014, UI-054] leads to the edit form of this user', async () => {
    const { user } = renderApp('/profile', { me: admin() });
    const info = within(await block('Информация о пользователе'));
    await user.click(info.getByRole('button', { name: 'Редактировать' }));
    expect(await screen.findByRole('dialog')).toBeVisible();
  });
});

describe('Settings', () => {
  const choose = async (user: ReturnType<typeof renderApp>['user'], name: string, option: string) => {
    await user.click(await screen.findByRole('combobox', { name }));
    await user.click(await screen.findByRole('option', { name: option }));
  };

  it('[UI-067, UI-069, UI-071] are kept on the server at once', async () => {
    const { user, world } = renderApp('/profile', { me: admin() });
    await choose(user, 'Период автообновления, с', '15');
    await choose(user, 'Количество строк на странице по умолчанию', '50');
    await waitFor(() =>
      expect(world.me?.settings).toMatchObject({ auto_refresh_seconds: 15, rows_per_page: 50 }),
    );
  });

  it('[UI-067, UI-072] offer nothing beyond the limits', async () => {
    const { user } = renderApp('/profile', { me: admin() });
    await user.click(await screen.findByRole('combobox', { name: 'Период автообновления, с' }));
    const names = (await screen.findAllByRole('option')).map(({ textContent }) => textContent);
    expect(names).toEqual(['Выкл.', '5', '10', '15', '30', '60']);
  });

  it('[UI-047, UI-068] choose the theme, or follow the browser', async () => {
    const { user, world } = renderApp('/profile', { me: admin() });
    await choose(user, 'Тема', 'Темная тема');
    await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('dark'));
    await choose(user, 'Тема', 'По умолчанию');
    await waitFor(() => expect(world.me?.settings.theme).toBe('system'));
  });

  it('[UI-070] change the language of the whole interface', async () => {
    const { user } = renderApp('/profile', { me: admin() });
    await choose(user, 'Выбор языка', 'English');
    expect(await screen.findByRole('heading', { name: 'Profile' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Charging stations' })).toBeVisible();
  });
});

describe('Security', () => {
  it('changes the password; a refusal stands at its field', async () => {
    const { user } = renderApp('/profile', { me: admin() });
    await user.click(await screen.findByRole('button', { name: 'Сменить пароль' }));
    await user.type(screen.getByLabelText(/Текущий пароль/), 'secret');
    await user.type(screen.getByLabelText('Новый пароль*'), 'bezcifr');
    await user.type(screen.getByLabelText(/ещё раз/), 'other');
    await user.click(screen.getByRole('button', { name: 'СМЕНИТЬ' }));
    expect(screen.getByText('Пароли не совпадают')).toBeVisible();
    await user.clear(screen.getByLabelText(/ещё раз/));
    await user.type(screen.getByLabelText(/ещё раз/), 'bezcifr');
    await user.click(screen.getByRole('button', { name: 'СМЕНИТЬ' }));
    expect(await screen.findByText('Не тот вид записи')).toBeVisible();
    for (const label of ['Новый пароль*', /ещё раз/]) await user.type(screen.getByLabelText(label), '7');
    await user.click(screen.getByRole('button', { name: 'СМЕНИТЬ' }));
    expect(await screen.findByText('Пароль изменён')).toBeVisible();
  });

  it('turns the second factor on: picture, code as proof, recovery codes', async () => {
    const { user, world } = renderApp('/profile', { me: admin() });
    await user.click(await screen.findByRole('button', { name: 'Включить' }));
    expect(await screen.findByRole('img', { name: 'QR-код для приложения' })).toBeVisible();
    await user.type(screen.getByLabelText('Код из приложения'), '000000{Enter}');
    expect(await screen.findByText(/Код не подошёл/)).toBeVisible();
    await user.clear(screen.getByLabelText('Код из приложения'));
    await user.type(screen.getByLabelText('Код из приложения'), `${CODE}{Enter}`);
    expect(await screen.findByText('abcd-efgh')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'КОДЫ СОХРАНЕНЫ' }));
    expect(world.me?.has_totp).toBe(true);
    expect(await screen.findByRole('button', { name: 'Выключить' })).toBeVisible();
  });

  it('lists the sign-ins, ends one of them, or all', async () => {
    const { user, address } = renderApp('/profile', { me: admin() });
    await user.click(await screen.findByRole('button', { name: 'Завершить вход: Safari · iPhone' }));
    await waitFor(() => expect(screen.queryByText('Safari · iPhone')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Выйти везде' }));
    await user.click(screen.getByRole('button', { name: 'ВЫЙТИ ВЕЗДЕ' }));
    await waitFor(() => expect(address()).toBe('/sign-in'));
  });
});

describe('First steps', () => {
  it('a first password must be changed before anything is shown', async () => {
    const { user } = renderApp('/stations', { me: admin({ must_change_password: true }) });
    expect(await screen.findByRole('heading', { name: 'Смените пароль' })).toBeVisible();
    expect(screen.queryByRole('navigation')).toBeNull();
    await user.type(screen.getByLabelText(/Текущий пароль/), 'secret');
    await user.type(screen.getByLabelText('Новый пароль*'), 'Zaryad2026');
    await user.type(screen.getByLabelText(/ещё раз/), 'Zaryad2026{Enter}');
    expect(await screen.findByRole('heading', { name: 'Зарядные станции' })).toBeVisible();
  });

  it('a password that an administrator has reset meanwhile is asked for on the next request', async () => {
    const { world, user } = renderApp('/stations', { me: admin() });
    await screen.findByText('EVSE55');
    world.me = admin({ must_change_password: true });
    server.use(http.get('*/api/v1/stations', () => problem(403, 'password_change_required')));
    await user.click(screen.getByRole('button', { name: 'Обновить' }));
    expect(await screen.findByRole('heading', { name: 'Смените пароль' })).toBeVisible();
  });
});
