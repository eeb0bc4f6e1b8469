import { expect } from '@playwright/test';
import { pressing, window, type Window } from './hands';

const FORM = 'features/kit/KitForm';

/** What every list and form has. */
export const KIT: Window[] = [
  window('the filter', 'components/list/FilterWindow', '/sessions', pressing('common:list.filter')),
  window('columns', 'components/list/ColumnsMenu', '/sessions', pressing('common:list.columns')),
  window('saved views', 'components/list/ViewsMenu', '/sessions', pressing('common:list.views')),
  window('keys', 'components/list/KeysHelp', '/sessions', ({ page }) => page.keyboard.press('?')),
  window('the palette', 'features/palette/Palette', '/sessions', async ({ page, world }) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill(world.station.number);
    await expect(page.getByRole('option').filter({ hasText: world.station.number }).first()).toBeVisible();
  }),
  window('a whole text', 'components/list/LongText', '/dev/kit/list', async ({ page, say }) => {
    const name = new RegExp(say('common:list.fullText', { name: '' }).replace(/^: /, ''));
    await page.getByRole('button', { name }).first().click();
  }),
  window('a question', 'features/kit/KitControls', '/dev/kit/controls', pressing('kit:confirm.open')),
  window('somebody else saved first', FORM, '/dev/kit/form', async ({ page, press, say }) => {
    await press('kit:formOpen');
    const form = page.getByRole('dialog');
    await form.getByRole('textbox').first().fill('older');
    await form.getByRole('textbox', { name: say('kit:example.tax') }).fill('7701234567');
    await page.keyboard.press('Control+Enter');
    await expect(form.getByRole('alert')).toBeVisible();
  }),
  window('leaving with changes', FORM, '/dev/kit/form', async ({ page, press, say }) => {
    await press('kit:formOpen');
    const form = page.getByRole('dialog');
    await form.getByRole('textbox').first().fill('other');
    await page.keyboard.press('Escape');
    await expect(form.getByText(say('common:form.leave'))).toBeVisible();
  }),
];
