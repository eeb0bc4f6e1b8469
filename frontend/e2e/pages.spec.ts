import { expect, test, type Browser, type Page } from '@playwright/test';
import { readFileSync, readdirSync } from 'node:fs';
import { paths } from '../src/app/paths';
import { watchConsole } from './console';
import { dress, inspect, settle } from './looks';
import { enter } from './person';
import { PLACES, VIEWS } from './places';
import { WINDOWS } from './windows';
import { Hands } from './windows/hands';
import { wordsOf, type Language } from './words';
import { endWorld, makeWorld, type World } from './world';

// Every page and every window, in both languages, both themes and on a phone: axe and the console are silent.

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** A window is read by itself: the page behind it has been read before. */
const WINDOW = '[role="dialog"], dialog[open], aside';
const SOURCES = new URL('../src/', import.meta.url);

let world: World;

// A card has six tabs, each read three times; a machine under load takes its time.
test.describe.configure({ timeout: 400_000 });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000); // a charge from its start to its payment
  const page = await browser.newPage();
  await enter(page);
  world = await makeWorld(page);
  await page.close();
});

test.afterAll(async ({ browser }) => {
  const page = await browser.newPage();
  await enter(page);
  await endWorld(page, world);
  await page.close();
});

test('every route and every window is known here', () => {
  const routes = readFileSync(new URL('app/routes.tsx', SOURCES), 'utf8').matchAll(/<Route path="([^"*]+)"/g);
  expect(PLACES.map(({ route }) => route).toSorted()).toEqual(
    [...routes].map(([, route]) => route).toSorted(),
  );
  const addresses = PLACES.map(({ address }) => address(world));
  const offered = Object.values(paths).filter((path) => path !== paths.signIn);
  expect(offered.filter((path) => !addresses.some((address) => address.startsWith(path)))).toEqual([]);

  const drawsWindow = /<(?:FormWindow|(?:Confirm|Plain|Secret|Each|Form)?Dialog|Pane|Popover|dialog)\b/;
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(?:app|features|components\/list)\/.*\.tsx$/.test(file) && !file.includes('.test.'))
    .filter((file) => drawsWindow.test(readFileSync(new URL(file, SOURCES), 'utf8')));
  const opened = new Set([...WINDOWS.map(({ file }) => file), 'app/shell/PageDrawer.tsx']);
  expect(files.filter((file) => !opened.has(file))).toEqual([]);
});

/** One visitor for all pages of a language; the theme is the system's, so that it changes in place. */
async function visitor(browser: Browser, language: Language): Promise<Page> {
  const page = await (await browser.newContext({ viewport: DESK })).newPage();
  await enter(page, world.eye);
  await dress(page, { language, theme: 'system' });
  return page;
}

async function wear(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

/** Everything in the first theme; what another may change, its contrast, in the other. */
async function seeIn(page: Page, name: string, [first, other]: Themes, within?: string): Promise<void> {
  const part = within ? { within } : {};
  await wear(page, first);
  await inspect(page, `${name}, ${first}`, part);
  if (!other) return;
  await wear(page, other);
  await inspect(page, `${name}, ${other}`, { rules: ['color-contrast'], ...part });
}

async function seeOnPhone(page: Page, name: string): Promise<void> {
  await page.setViewportSize(PHONE);
  await settle(page);
  await inspect(page, `${name}, phone`);
  await page.setViewportSize(DESK);
}

type Theme = 'light' | 'dark';
type Themes = [Theme, Theme?];

/**
 * A language changes no colour and a theme no word: English is read in one theme, and Russian, which is longer, on a
 * phone as well.
 */
const THEMES: Record<Language, Themes> = { ru: ['light', 'dark'], en: ['dark'] };

for (const language of ['ru', 'en'] as const) {
  const say = wordsOf(language);
  test.describe(language, () => {
    let page: Page;
    let checkConsole: () => void;

    test.beforeAll(async ({ browser }) => {
      page = await visitor(browser, language);
      checkConsole = watchConsole(page);
    });
    test.afterEach(() => checkConsole());
    test.afterAll(() => page.context().close());

    /** The page at an address: wide in both themes, and as a phone shows it. */
    async function see(address: string): Promise<void> {
      await page.goto(address);
      await settle(page);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await seeIn(page, `${language} ${address}`, THEMES[language]);
      if (language === 'ru') await seeOnPhone(page, `${language} ${address}`);
    }

    for (const { route, address } of PLACES)
      test(`[UI-049] page ${route}: ${language}`, async () => {
        const start = address(world);
        await see(start);
        const links = page.getByRole('navigation', { name: say('common:card.tabs') }).getByRole('link');
        const found = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
        const known = PLACES.map((place) => place.address(world));
        for (const tab of found.filter((href) => !known.includes(href))) await see(tab);
      });

    test(`what addresses show beyond tabs: ${language}`, async () => {
      for (const view of VIEWS) await see(view(world));
    });

    for (const { name, at, open } of WINDOWS)
      test(`window: ${name}: ${language}`, async () => {
        const address = at(world);
        const { pathname, search } = new URL(page.url());
        if (`${pathname}${search}` !== address || (await page.locator(WINDOW).count()) > 0)
          await page.goto(address);
        await settle(page);
        await open(new Hands(page, say, world));
        const opened = page.locator(WINDOW).last();
        await expect(opened).toBeVisible();
        await settle(page);
        await seeIn(page, `${language} window ${name}`, THEMES[language], WINDOW);
        await page.keyboard.press('Escape');
      });

    test(`the drawer with the list of pages: ${language}`, async () => {
      await page.goto('/sessions');
      await page.setViewportSize(PHONE);
      await page.getByRole('button', { name: say('shell:showPages') }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await seeIn(page, `${language} window drawer`, THEMES[language], WINDOW);
      await page.setViewportSize(DESK);
    });

    test(`a form with tabs on a phone: ${language}`, async () => {
      await page.setViewportSize(PHONE);
      await page.goto('/stations');
      await settle(page);
      await page.getByRole('button', { name: say('stations:form.add') }).click();
      await page.getByRole('menuitem', { name: say('stations:form.addExternal') }).click();
      const form = page.getByRole('dialog');
      const tab = form.getByRole('button', { name: say('stations:form.tabs.connectors') });
      await expect(tab).toBeInViewport({ ratio: 1 });
      await tab.click();
      await expect(form.getByRole('textbox', { name: say('stations:form.connectorLimit') })).toBeVisible();
      await seeIn(page, `${language} window form on a phone`, THEMES[language], WINDOW);
      await page.setViewportSize(DESK);
    });
  });
}

test('[UI-001, UI-002, UI-049] a visitor is led to the form: no error, nothing for axe to find', async ({
  page,
}) => {
  const checkConsole = watchConsole(page, true);
  await page.goto('/sessions');
  await expect(page.getByRole('heading', { name: 'Авторизация' })).toBeVisible();
  await seeIn(page, 'sign-in', THEMES.ru);
  await page.setViewportSize(PHONE);
  await inspect(page, 'sign-in, phone');
  checkConsole();
});

test('a page that loads, that has failed, that has lost its line, and a record that is not there', async ({
  page,
}) => {
  const see = async (name: string) => {
    await seeIn(page, `state ${name}`, THEMES.ru);
    await page.setViewportSize(PHONE);
    await inspect(page, `state ${name}, phone`);
    await page.setViewportSize(DESK);
  };
  await enter(page, world.eye);
  await dress(page, { language: 'ru', theme: 'system' });
  await page.goto('/stations');
  await settle(page);
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Обновить' }).first().click();
  await expect(page.getByText('Нет связи с сервером.')).toBeVisible();
  await see('offline');
  await page.context().setOffline(false);

  await page.route('**/api/v1/sessions?*', () => undefined); // never answered
  await page.goto('/sessions');
  await expect(page.locator('tbody tr[aria-hidden="true"]').first()).toBeVisible();
  await see('loading');
  await page.unrouteAll({ behavior: 'ignoreErrors' });

  await page.route('**/api/v1/sessions?*', (route) => route.fulfill({ status: 503, body: '{}' }));
  await page.goto('/sessions');
  await expect(page.getByRole('button', { name: 'Повторить' }).first()).toBeVisible();
  await see('failed');
  await page.unrouteAll({ behavior: 'ignoreErrors' });

  await page.goto('/sessions/01890000-0000-7000-8000-00000000dead/info');
  await expect(page.getByText('Запись не найдена')).toBeVisible();
  await see('no record');
});
