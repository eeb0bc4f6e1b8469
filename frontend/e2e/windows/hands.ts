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

  /** What is told only once stands in the window. */
  seeSecret = () => expect(this.page.getByRole('dialog').locator('code').first()).toBeVisible();
}

export interface Window {
  name: string;
  /** The file below src that draws it: `pages.spec.ts` fails for a file with a window that nothing here opens. */
  file: string;
  at: (world: World) => string;
  open: (hands: Hands) => Promise<void>;
}

type Address = string | ((world: World) => string);
type Way = (hands: Hands) => Promise<void>;

/** A window by its name, the file that draws it, where it is opened and how. */
export const window = (name: string, file: string, address: Address, open: Way): Window => ({
  name,
  file: `${file}.tsx`,
  at: typeof address === 'string' ? () => address : address,
  open,
});

/** By the button with that text, then those of the windows that it opens. */
export const pressing =
  (key: string, ...further: string[]): Way =>
  async (hands) => {
    await hands.press(key);
    for (const next of further) await hands.pressIn(next);
  };

/** By the three dots of a row, which has the name of something in the world. */
export const choosing =
  (row: 'client' | 'group' | 'role' | 'webhook', key: string): Way =>
  (hands) =>
    hands.choose(hands.world[row], key);

/** By the pane of a row, and one of its buttons. */
export const inPane =
  (row: (world: World) => string | undefined, key?: string): Way =>
  async (hands) => {
    await hands.pane(row(hands.world));
    if (key) await hands.pressInPane(key);
  };
