import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeMe } from '@/testing/factories';
import { renderApp } from '@/testing/renderApp';

const all = makeMe().rights.filter((right) => !right.startsWith('dead-letters:'));
const open = (rights: readonly string[] = ['dead-letters:read', 'dead-letters:write']) =>
  renderApp('/dead-letters', { me: makeMe({ rights: [...all, ...rights] }) });
const table = () => screen.findByRole('table', { name: 'Отложенные сообщения' });
const rows = async () =>
  within(await table())
    .getAllByRole('row')
    .slice(1);

describe('Dead letters', () => {
  it('puts the letters of all services together, those that failed last first', async () => {
    open();
    await screen.findByText('session.ended.v1');
    const texts = (await rows()).map((row) => row.textContent);
    expect(texts).toHaveLength(3);
    expect(texts[0]).toContain('Сессии');
    expect(texts[2]).toContain('Биллинг');
  });

  it('shows the message and its reason, applies it again and says when it fails', async () => {
    const { user } = open();
    await user.dblClick((await screen.findAllByText('transaction.ended.v1'))[0] as HTMLElement);
    const pane = await screen.findByRole('complementary', { name: 'transaction.ended.v1' });
    expect(await within(pane).findByRole('region', { name: 'Сообщение' })).toHaveTextContent('PowerLoss');
    await user.click(within(pane).getByRole('button', { name: 'Применить снова' }));
    await user.click(await screen.findByRole('button', { name: 'ПРИМЕНИТЬ' }));
    expect(await screen.findByText(/по-прежнему не применяется: DecimalException/)).toBeVisible();
  });

  it('takes one that was applied off the list', async () => {
    const { user } = open();
    await user.dblClick(await screen.findByText('session.ended.v1'));
    await user.click(await screen.findByRole('button', { name: 'Применить снова' }));
    await user.click(await screen.findByRole('button', { name: 'ПРИМЕНИТЬ' }));
    await waitFor(() => expect(screen.queryByText('session.ended.v1')).toBeNull());
    expect(await screen.findByText('Сообщение применено')).toBeVisible();
  });

  it('offers no deeds to those who may only look', async () => {
    const { user } = open(['dead-letters:read']);
    await user.dblClick(await screen.findByText('session.ended.v1'));
    await screen.findByRole('complementary', { name: 'session.ended.v1' });
    expect(screen.queryByRole('button', { name: 'Снять' })).toBeNull();
  });
});
