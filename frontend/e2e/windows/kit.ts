import { expect } from '@playwright/test';
import type { Window } from './hands';

/** What every list and form has. */
export const KIT: Window[] = [
  {
    name: 'the filter',
    file: 'components/list/FilterWindow.tsx',
    at: () => '/sessions',
    open: ({ press }) => press('common:list.filter'),
  },
  {
    name: 'columns',
    file: 'components/list/ColumnsMenu.tsx',
    at: () => '/sessions',
    open: ({ press }) => press('common:list.columns'),
  },
  {
    name: 'saved views',
    file: 'components/list/ViewsMenu.tsx',
    at: () => '/sessions',
    open: ({ press }) => press('common:list.views'),
  },
  {
    name: 'keys',
    file: 'components/list/KeysHelp.tsx',
    at: () => '/sessions',
    open: ({ page }) => page.keyboard.press('?'),
  },
  {
    name: 'the palette',
    file: 'features/palette/Palette.tsx',
    at: () => '/sessions',
    open: async ({ page, world }) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').fill(world.station.number);
      await expect(page.getByRole('option').filter({ hasText: world.station.number }).first()).toBeVisible();
    },
  },
  {
    name: 'a whole text',
    file: 'components/list/LongText.tsx',
    at: () => '/dev/kit/list',
    open: async ({ page, say }) => {
      const name = say('common:list.fullText', { name: '' }).replace(/^: /, '');
      await page
        .getByRole('button', { name: new RegExp(name) })
        .first()
        .click();
    },
  },
  {
    name: 'a question',
    file: 'features/kit/KitControls.tsx',
    at: () => '/dev/kit/controls',
    open: ({ press }) => press('kit:confirm.open'),
  },
  {
    name: 'somebody else saved first',
    file: 'features/kit/KitForm.tsx',
    at: () => '/dev/kit/form',
    open: async ({ page, press, say }) => {
      await press('kit:formOpen');
      const form = page.getByRole('dialog');
      await form.getByRole('textbox').first().fill('older');
      await form.getByRole('textbox', { name: say('kit:example.tax') }).fill('7701234567');
      await page.keyboard.press('Control+Enter');
      await expect(form.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'leaving with changes',
    file: 'features/kit/KitForm.tsx',
    at: () => '/dev/kit/form',
    open: async ({ page, press, say }) => {
      await press('kit:formOpen');
      const form = page.getByRole('dialog');
      await form.getByRole('textbox').first().fill('other');
      await page.keyboard.press('Escape');
      await expect(form.getByText(say('common:form.leave'))).toBeVisible();
    },
  },
];
