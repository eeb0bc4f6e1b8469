import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { makeStation } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';
import { server } from '@/testing/server';

const SECRET = '8f2c41d07b9a6e5310c4f2a98d7b6c5e4f3a2b1c';
const station = makeStation({ key: 'SE-55-77' });

describe('The password of a station', () => {
  it('is made anew with an overlap, and shown once', async () => {
    const sent: unknown[] = [];
    const { user } = renderApp('/stations', { stations: [station] });
    server.use(
      http.post('*/api/v1/stations/:id/secret', async ({ request }) => {
        sent.push(await request.json());
        const { id, revision } = station;
        return HttpResponse.json(
          { id, revision, old_secret_valid_until: null, secret: SECRET },
          { status: 201 },
        );
      }),
    );
    await user.click(await screen.findByRole('button', { name: 'Действия: EVSE55' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Новый пароль станции' }));
    const form = within(await screen.findByRole('dialog', { name: 'Новый пароль станции EVSE55' }));
    await user.click(form.getByRole('button', { name: 'СОЗДАТЬ ПАРОЛЬ' }));
    const shown = within(await screen.findByRole('dialog', { name: 'Пароль станции' }));
    for (const text of [SECRET, 'SE-55-77']) expect(shown.getByText(text)).toBeVisible();
    for (const name of ['Скопировать: Пароль', 'Скопировать: Ключ станции'])
      expect(shown.getByRole('button', { name })).toBeVisible();
    expect(sent).toEqual([{ overlap_hours: 24 }]);
    await user.click(shown.getByRole('button', { name: 'ЗАКРЫТЬ' }));
    await waitFor(() => expect(screen.queryByText(SECRET)).toBeNull());
  });
});

describe('Deleting a station', () => {
  it('asks first, and says what stays', async () => {
    const gone: string[] = [];
    const { user } = renderApp('/stations', { stations: [station] });
    server.use(
      http.delete('*/api/v1/stations/:id', ({ params }) => {
        gone.push(String(params['id']));
        return new HttpResponse(null, { status: 204 });
      }),
    );
    await user.click(await screen.findByRole('button', { name: 'Действия: EVSE55' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Удалить станцию' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Удалить станцию EVSE55?' }));
    expect(dialog.getByText(/сессии, платежи и журналы остаются/)).toBeVisible();
    expect(gone).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'УДАЛИТЬ' }));
    await waitFor(() => expect(gone).toEqual([station.id]));
  });
});
