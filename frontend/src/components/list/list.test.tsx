import { screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { makeWorld } from '@/testing/world';
import { profileHandlers } from '@/testing/profileHandlers';
import { renderPart } from '@/testing/renderPart';
import { server } from '@/testing/server';
import { ListView } from './ListView';
import * as files from './download';
import type { ListDeclaration } from './types';
import { inOrder } from './useColumns';

interface Row {
  id: string;
  number: string;
  note: string;
}

const LONG = 'Сообщение станции, которое не помещается в одну строку таблицы и поэтому обрезано';
const rows: Row[] = Array.from({ length: 40 }, (_, index) => ({
  id: String(index),
  number: `EVSE${index + 1}`,
  note: index === 0 ? LONG : 'коротко',
}));

function declare(change: Partial<ListDeclaration<Row>> = {}): ListDeclaration<Row> {
  return {
    id: 'things',
    label: 'Вещи',
    columns: [
      { id: 'number', title: 'Номер', sort: 'number', field: 'number', cell: ({ number }) => number },
      { id: 'extra', title: 'Запас', isHidden: true, cell: ({ id }) => `запас ${id}` },
      { id: 'note', title: 'Сообщение', full: ({ note }) => note, cell: ({ note }) => note },
    ],
    filters: [{ kind: 'text', name: 'q', label: 'Номер / сообщение', least: 3 }],
    defaultSort: 'number',
    rowId: ({ id }) => id,
    rowName: ({ number }) => number,
    phoneCard: ({ number }) => number,
    query: (query) => ({
      queryKey: ['things', query],
      queryFn: () => {
        const found = rows.filter(({ number }) => number.includes((query['q'] as string | undefined) ?? ''));
        const [limit, offset] = [Number(query['limit']), Number(query['offset'])];
        return Promise.resolve({
          items: found.slice(offset, offset + limit),
          total: found.length,
          total_is_exact: true,
        });
      },
    }),
    ...change,
  };
}

const open = (change?: Partial<ListDeclaration<Row>>, path = '/') =>
  renderPart(<ListView list={declare(change)} />, { path });
const headings = () => screen.getAllByRole('columnheader').map((heading) => heading.textContent);
const shownRows = () => screen.getAllByRole('row').slice(1);

describe('The line above a list', () => {
  it('[UI-078, UI-079] begins with refresh, then «+»', async () => {
    const run = vi.fn();
    const { user } = open({ create: { label: 'Добавить', run } });
    const names = screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'));
    expect(names.slice(0, 2)).toEqual(['Обновить', 'Добавить']);
    await user.click(screen.getByRole('button', { name: 'Добавить' }));
    expect(run).toHaveBeenCalled();
  });

  it('[UI-081, UI-082] has a search in it when that is the only criterion, and no funnel', async () => {
    const { user, address } = open();
    expect(screen.queryByRole('button', { name: 'Фильтр' })).toBeNull();
    const search = screen.getByRole('searchbox', { name: 'Номер / сообщение' });
    await user.type(search, 'SE');
    expect(screen.getByText(/3 символ/)).toBeVisible();
    await user.type(search, '40');
    await waitFor(() => expect(address()).toBe('/?q=SE40'));
    expect(await screen.findByText('1-1 из 1')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Очистить' }));
    expect(await screen.findByText('1-15 из 40')).toBeVisible();
  });

  it('[UI-083, UI-084] shows a hidden column where the list documents it', async () => {
    const { user } = open();
    await user.click(screen.getByRole('button', { name: 'Колонки' }));
    await user.click(screen.getByRole('checkbox', { name: 'Запас' }));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(headings()).toEqual(['Номер', 'Запас', 'Сообщение']));
  });

  it('[UI-085] moves and widens columns by the keyboard and remembers them for this user', async () => {
    const { user, unmount } = open();
    await user.click(screen.getByRole('button', { name: 'Колонки' }));
    screen.getByRole('button', { name: /^Сообщение: место 3/ }).focus();
    await user.keyboard('{ArrowUp}{ArrowUp}{ArrowRight}');
    expect(screen.getByRole('button', { name: 'Сообщение: место 1, ширина 176' })).toHaveFocus();
    unmount();
    open();
    expect(headings()).toEqual(['Сообщение', 'Номер']);
  });

  it('puts a column that the remembered order does not know after its neighbour', () => {
    const columns = ['a', 'b', 'c', 'd'].map((id) => ({ id, title: id, cell: () => id }));
    expect(inOrder(columns, ['d', 'a']).map(({ id }) => id)).toEqual(['d', 'a', 'b', 'c']);
  });
});

describe('Saved views', () => {
  it('keep filters, sort and columns under a name and bring them back', async () => {
    server.use(...profileHandlers(makeWorld()));
    const { user, address } = open({}, '/?q=SE4');
    await user.click(screen.getByRole('button', { name: 'Мои фильтры' }));
    await user.type(await screen.findByLabelText('Название текущего набора'), 'Четвёртые{Enter}');
    expect(await screen.findByText('Фильтр «Четвёртые» сохранён')).toBeVisible();
    await user.clear(screen.getByRole('searchbox'));
    await waitFor(() => expect(address()).toBe('/'));
    await user.click(screen.getByRole('button', { name: 'Мои фильтры' }));
    await user.click(await screen.findByRole('button', { name: 'Четвёртые' }));
    await waitFor(() => expect(address()).toBe('/?q=SE4'));
  });
});

describe('Export', () => {
  it('asks for the filtered list in the language, with the shown columns, and saves it under its name', async () => {
    const saved = vi.spyOn(files, 'saveFile').mockImplementation(() => undefined);
    const created = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:x');
    let asked = '';
    server.use(
      http.get('*/api/v1/things/export', ({ request }) => {
        asked = new URL(request.url).search;
        return new HttpResponse('Номер\r\n', {
          headers: { 'Content-Disposition': 'attachment; filename="things.csv"' },
        });
      }),
    );
    URL.revokeObjectURL = () => undefined;
    const { user } = open({ exportPath: '/api/v1/things/export' }, '/?q=SE4');
    await user.click(screen.getByRole('button', { name: 'Выгрузить' }));
    await user.click(await screen.findByRole('menuitem', { name: 'CSV' }));
    expect(await screen.findByText('Файл сохранён')).toBeVisible();
    const search = new URLSearchParams(asked);
    expect(Object.fromEntries(search)).toMatchObject({
      q: 'SE4',
      sort: 'number',
      format: 'csv',
      language: 'ru',
      columns: 'number',
    });
    expect(search.has('limit')).toBe(false);
    saved.mockRestore();
    created.mockRestore();
  });
});

describe('Rows', () => {
  it('[UI-107] are cut to one line; an eye opens the whole text in a window', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Сообщение: показать полностью' }));
    const dialog = screen.getByRole('dialog', { name: 'Сообщение' });
    expect(within(dialog).getByText(LONG)).toBeVisible();
    await user.click(within(dialog).getByRole('button', { name: 'ЗАКРЫТЬ' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('are chosen by box, by space and by page, and acted on together', async () => {
    const run = vi.fn((_: readonly Row[], clear: () => void) => clear());
    const { user } = open({ bulk: [{ id: 'go', label: 'Повторить', icon: 'refresh', run }] });
    await user.click(await screen.findByRole('checkbox', { name: 'Выбрать EVSE2' }));
    shownRows()[0]?.focus();
    await user.keyboard(' ');
    expect(screen.getByText('Выбрано 2 строки')).toBeVisible();
    await user.click(screen.getByRole('checkbox', { name: 'Выбрать все строки страницы' }));
    expect(screen.getByText('Выбрано 15 строк')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Следующая страница' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Выбрать EVSE16' }));
    await user.click(screen.getByRole('button', { name: 'Повторить' }));
    expect(run.mock.calls[0]?.[0]).toHaveLength(16);
    expect(screen.queryByRole('toolbar')).toBeNull();
  });

  it('are walked by arrows', async () => {
    const { user } = open();
    await screen.findByText('EVSE1');
    shownRows()[0]?.focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(shownRows()[1]).toHaveFocus();
  });
});

describe('What a list is limited by and leads to', () => {
  it('[UI-094] a limit of the card is a chip without a cross', async () => {
    open({ scope: { filters: { station_id: ['1'] }, chips: ['EVSE05', 'Коннектор #3'], without: [] } });
    expect(await screen.findByText('EVSE05')).toBeVisible();
    expect(screen.getByText('Коннектор #3')).toBeVisible();
    expect(screen.queryByRole('button', { name: /Убрать/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Мои фильтры' })).toBeNull();
  });

  it('[UI-106] has the eye where the card is all there is', async () => {
    const { user, address } = open({ cardPath: ({ id }) => `/things/${id}` });
    await user.click(await screen.findByRole('button', { name: 'Открыть карточку: EVSE3' }));
    expect(address()).toBe('/things/2');
  });
});

describe('Keys', () => {
  it('/ goes to the search, ? explains, R refreshes, none of them while something is typed', async () => {
    let asked = 0;
    const { query } = declare();
    const { user } = open({
      query: (wanted) => {
        const source = query(wanted);
        return { ...source, queryFn: (context) => ((asked += 1), source.queryFn(context)) };
      },
    });
    await screen.findByText('EVSE1');
    await user.keyboard('/');
    expect(screen.getByRole('searchbox')).toHaveFocus();
    await user.keyboard('r');
    expect(asked).toBe(1);
    await user.clear(screen.getByRole('searchbox'));
    screen.getByRole('searchbox').blur();
    await user.keyboard('r');
    await waitFor(() => expect(asked).toBe(2));
    await user.keyboard('?');
    expect(await screen.findByRole('dialog', { name: 'Клавиши' })).toBeVisible();
  });
});

describe('A list that could not be loaded', () => {
  it('[UI-132] says so and is asked again by one press', async () => {
    let isAway = true;
    const { query } = declare();
    const { user } = open({
      query: (wanted) => {
        const source = query(wanted);
        return {
          ...source,
          queryFn: (context) => (isAway ? Promise.reject(new Error('away')) : source.queryFn(context)),
        };
      },
    });
    const again = await screen.findByRole('button', { name: 'Повторить' });
    expect(screen.getByRole('heading', { name: 'Ошибка соединения с сервером' })).toBeVisible();
    isAway = false;
    await user.click(again);
    expect(await screen.findByText('EVSE1')).toBeVisible();
  });
});
