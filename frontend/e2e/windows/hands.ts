import { expect, type Locator, type Page } from '@playwright/test';
import type { Say } from '../words';
import type { World } from '../world';

/** Hands of the one who opens a window, with the words of the language that is shown. */
export class Hands {
  constructor(
    readonly page: Page,
    readonly say: Say,
    readonly world: World,
  ) {}

  button = (key: string, within: Page | Locator = this.page) =>
    within.getByRole('button', { name: this.say(key), exact: true }).first();

  press = (key: string) => this.button(key).click();

  /** A button of the window that is open. */
  pressIn = (key: string) => this.button(key, this.page.getByRole('dialog')).click();

  row = (text: string) => this.page.getByRole('row').filter({ hasText: text }).first();

  /** Three dots of a row, then the entry. */
  async choose(row: string, key: string): Promise<void> {
    const name = `${this.say('common:list.actions')}: ${row}`;
    await this.page.getByRole('button', { name, exact: true }).click();
    await this.page.getByRole('menuitem', { name: this.say(key), exact: true }).click();
  }

  /** The pane at the right: of the row with that text, or of the first one. */
  async pane(row?: string): Promise<void> {
    await (row === undefined ? this.page.getByRole('row').nth(1) : this.row(row)).focus();
    await this.page.keyboard.press('Enter');
    await expect(this.page.getByRole('complementary')).toBeVisible();
  }

  /** A button of the open pane. */
  pressInPane = (key: string) => this.button(key, this.page.getByRole('complementary')).click();
}

export interface Window {
  name: string;
  /** The file below src that draws it: `pages.spec.ts` fails for a file with a window that nothing here opens. */
  file: string;
  at: (world: World) => string;
  open: (hands: Hands) => Promise<void>;
}
