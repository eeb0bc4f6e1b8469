import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { DRAWINGS } from '@/components/icons/drawings';
import { FACES } from '@/components/icons/faces';
import { makeMe } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';

const open = (tab: string) => renderApp(`/dev/kit/${tab}`, { me: makeMe() });

describe('Drawings', () => {
  it('[UI-134, UI-135, UI-136, UI-137, UI-138, UI-139, UI-140, UI-141, UI-142, UI-143, UI-144, UI-145, UI-146, UI-147] there is one for every function', () => {
    expect(Object.keys(DRAWINGS)).toEqual(
      expect.arrayContaining([
        'refresh',
        'plus',
        'filter',
        'dots',
        'eye',
        'pencil',
        'copy',
        'trash',
        'send',
        'download',
        'image',
        'info',
        'wrench',
        'bolt',
      ]),
    );
  });

  it('[UI-148, UI-150] there is one socket per connector type, and an exclamation mark for none', async () => {
    open('states');
    const sockets = await screen.findByRole('region', { name: 'Типы коннекторов' });
    const types = ['Type1', 'Type2', 'GB/T-AC', 'GB/T', 'CHAdeMO', 'CCS2', 'Tesla', 'Schuko', 'Неизвестный'];
    for (const type of types) expect(within(sockets).getByText(type)).toBeVisible();
    expect(new Set(Object.values(FACES)).size).toBe(Object.keys(FACES).length);
    expect(FACES).toHaveProperty('unknown');
  });
});

describe('Messages', () => {
  it('[UI-129, UI-130] differ by colour and word, can be closed by hand; an error stays', async () => {
    const { user } = open('controls');
    await user.click(await screen.findByRole('button', { name: 'Ошибка' }));
    const error = await screen.findByRole('alert');
    expect(error.querySelector('svg')).not.toBeNull();
    await user.click(screen.getByRole('button', { name: 'Успех' }));
    const success = await screen.findByText('Станция EVSE186 сохранена');
    await waitFor(() => expect(success).not.toBeInTheDocument(), { timeout: 40_000 });
    expect(error).toBeVisible();
    await user.click(within(error).getByRole('button', { name: 'Закрыть' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('[UI-128] a destructive deed names its object and waits for the confirmation', async () => {
    const { user } = open('controls');
    await user.click(await screen.findByRole('button', { name: 'Удалить станцию' }));
    const dialog = await screen.findByRole('dialog', { name: 'Удалить станцию' });
    expect(dialog).toHaveTextContent('EVSE134 исчезнет из списка');
    await user.click(within(dialog).getByRole('button', { name: 'ОТМЕНА' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.queryByText('Станция EVSE186 сохранена')).toBeNull();
  });
});

describe('A card', () => {
  it('[UI-116, UI-118, UI-119, UI-120] has a path, tabs in capitals, actions that end with refresh, fields in blocks with links', async () => {
    const { user, address } = open('card');
    expect(await screen.findByRole('heading', { name: 'EVSE55' })).toBeVisible();
    const tabs = within(screen.getAllByRole('navigation', { name: 'Разделы карточки' })[1] as HTMLElement);
    expect(tabs.getAllByRole('link')[0]).toHaveTextContent('РАЗДЕЛ 1');
    const actions = ['Удаленные команды', 'Обновить'].map((name) => screen.getByRole('button', { name }));
    expect(actions[0]?.compareDocumentPosition(actions[1] as Node)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    const general = screen.getByRole('heading', { name: 'Общие' });
    expect(general).toBeVisible();
    expect(screen.getByRole('link', { name: 'ООО «Север-Энерго»' })).toBeVisible();
    await user.click(screen.getByRole('link', { name: 'Компоненты' }));
    await waitFor(() => expect(address()).toBe('/dev/kit/list'));
  });

  it('[UI-108] leaves an empty value empty and copies a value by a press', async () => {
    const { user } = open('card');
    const label = await screen.findByText('Пустое значение');
    expect(label.nextElementSibling).toBeEmptyDOMElement();
    await user.click(screen.getByRole('button', { name: /^Скопировать: 562d21f0/ }));
    expect(await screen.findByText('Скопировано')).toBeVisible();
  });
});
