import { screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { makeMe } from '@/testing/factories';
import { problem } from '@/testing/answers';
import { renderApp } from '@/testing/renderApp';
import { server } from '@/testing/server';

const login = () => screen.findByLabelText('Логин');
const password = () => screen.getByLabelText('Пароль');

describe('The authorisation form', () => {
  it('[UI-002, UI-004, UI-007] meets a visitor at any address, signs in by Enter and leads back there', async () => {
    const { user, address } = renderApp('/sessions?sort=energy_wh', { me: null });
    expect(await screen.findByRole('heading', { name: 'Авторизация' })).toBeVisible();
    await user.type(await login(), 'Marina');
    await user.type(password(), 'secret{Enter}');
    expect(await screen.findByRole('heading', { name: 'Сессии' })).toBeVisible();
    expect(address()).toBe('/sessions?sort=energy_wh');
  });

  it('[UI-008] does not submit an empty field and says which one is required', async () => {
    const { user } = renderApp('/sign-in', { me: null });
    await user.type(await login(), 'marina');
    await user.click(screen.getByRole('button', { name: 'ВОЙТИ' }));
    expect(await screen.findAllByText('Обязательное поле')).toHaveLength(1);
    expect(password()).toBeInvalid();
  });

  it('[UI-011] says that login or password is wrong and keeps what was typed', async () => {
    const { user } = renderApp('/sign-in', { me: null });
    await user.type(await login(), 'marina');
    await user.type(password(), 'wrong');
    await user.click(screen.getByRole('button', { name: 'ВОЙТИ' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Неверный логин или пароль');
    expect(await login()).toHaveValue('marina');
  });

  it('asks for the code of the second factor, and for another one when it is wrong', async () => {
    const { user } = renderApp('/sign-in', { me: null });
    await user.type(await login(), 'totp');
    await user.type(password(), 'secret{Enter}');
    await user.type(await screen.findByLabelText('Код из приложения'), '000000{Enter}');
    expect(await screen.findByRole('alert')).toBeVisible();
    await user.clear(screen.getByLabelText('Код из приложения'));
    await user.type(screen.getByLabelText('Код из приложения'), '123456{Enter}');
    expect(await screen.findByRole('heading', { name: 'Зарядные станции' })).toBeVisible();
  });

  it('speaks English when asked', async () => {
    const { user } = renderApp('/sign-in', { me: null });
    await user.click(await screen.findByRole('button', { name: 'English' }));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible();
  });
});

describe('A signed-in user', () => {
  it('[UI-012, UI-013] without any right reads why nothing is shown', async () => {
    renderApp('/stations', { me: makeMe({ rights: [] }) });
    expect(await screen.findByText('У вас недостаточно прав для просмотра содержимого')).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Сессии' })).toBeNull();
  });

  it('[UI-015] is offered only the pages he may see', async () => {
    renderApp('/stations', { me: makeMe({ rights: ['stations:read'] }) });
    expect(await screen.findByRole('link', { name: 'Зарядные станции' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Сессии' })).toBeNull();
  });

  it('[UI-023] leaves by the log-out button', async () => {
    const { user, address } = renderApp('/stations');
    await user.click(await screen.findByRole('button', { name: 'Выйти' }));
    expect(await screen.findByRole('heading', { name: 'Авторизация' })).toBeVisible();
    expect(address()).toBe('/sign-in');
  });
});

describe('An expired access', () => {
  it('is renewed once for all requests, which are then repeated', async () => {
    let isExpired = true;
    let renewals = 0;
    renderApp('/stations');
    server.use(
      http.get('*/api/v1/stations/summary', () => (isExpired ? problem(401, 'unauthorized') : undefined)),
      http.get('*/api/v1/stations', () => (isExpired ? problem(401, 'unauthorized') : undefined)),
      http.post('*/api/v1/auth/refresh', () => {
        isExpired = false;
        renewals += 1;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    expect(await screen.findByText('EVSE55')).toBeVisible();
    expect(renewals).toBe(1);
  });

  it('keeps the user signed in while nobody can be asked', async () => {
    const { address } = renderApp('/stations');
    await screen.findByText('EVSE55');
    server.use(
      http.get('*/api/v1/stations', () => problem(401, 'unauthorized')),
      http.post('*/api/v1/auth/refresh', () => new HttpResponse(null, { status: 502 })),
    );
    screen.getByRole('button', { name: 'Обновить' }).click();
    expect(await screen.findByText('Нет связи с сервером.')).toBeVisible();
    expect(screen.getByText('EVSE55')).toBeVisible();
    expect(address()).toBe('/stations');
  });

  it('[UI-133] that cannot be renewed leads to the form', async () => {
    const { address, world } = renderApp('/stations');
    await screen.findByText('EVSE55');
    world.me = null;
    server.use(http.get('*/api/v1/stations', () => problem(401, 'unauthorized')));
    screen.getByRole('button', { name: 'Обновить' }).click();
    await waitFor(() => expect(address()).toBe('/sign-in?next=%2Fstations'));
  });
});
