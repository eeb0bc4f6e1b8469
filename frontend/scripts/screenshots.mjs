// npm run screenshots -- FOLDER [PART]: pictures of every page, both languages, both themes, 1440 and 390 px.
// BASE_URL (default the mock server, `npm run dev:mock`); LOGIN and PASSWORD for a real stack; LOOKS=ru-light-desk,…;
// SHEETS=1: contact sheets of all of them in FOLDER/sheets, to look quickly.
import { chromium } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { launchOptions } from './browser.mjs';
import { makeScenes } from './scenes.mjs';
import { makeSheets } from './sheets.mjs';

const [folder = '/tmp/screenshots', part = ''] = process.argv.slice(2);
const base = process.env.BASE_URL ?? 'http://127.0.0.1:5173';
const login = process.env.LOGIN ?? 'marina';
const password = process.env.PASSWORD ?? 'secret';
const wanted = new RegExp(part);
mkdirSync(folder, { recursive: true });

const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const looks =
  process.env.LOOKS?.split(',') ??
  ['ru', 'en'].flatMap((language) =>
    ['light-desk', 'dark-desk', 'light-phone', 'dark-phone'].map((look) => `${language}-${look}`),
  );

/** Fails with what the page said that it should not have said. */
function watch(page, name) {
  const say = (text) => console.log(`${name()}: ${text}`);
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && say(message.text()));
  page.on('pageerror', (error) => say(`page error: ${error.message}`));
}

async function signIn(page, shoot) {
  await page.goto(`${base}/sign-in`);
  await page.locator('input').first().waitFor();
  await shoot('sign-in');
  await page.locator('input').nth(0).fill(login);
  await page.locator('input').nth(1).fill('wrong');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await shoot('sign-in-refused');
  await page.locator('input').nth(1).fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/stations');
}

async function dress(page, language, theme) {
  const cookies = await page.context().cookies();
  const token = cookies.find(({ name }) => name.endsWith('sc_csrf'))?.value;
  await page.request.patch(`${base}/api/v1/me/settings`, {
    data: { language, theme },
    headers: token ? { 'X-CSRF-Token': token } : {},
  });
}

/** Until the page stands still: nothing is loading, fonts are there. */
async function settle(page, scene) {
  await page.evaluate(() => document.fonts.ready);
  await page
    .locator('h1:not(:empty)')
    .waitFor({ timeout: 8000 })
    .catch(() => undefined);
  if (!scene.startsWith('state-'))
    await page
      .locator('[aria-busy="true"]')
      .waitFor({ state: 'detached', timeout: 8000 })
      .catch(() => undefined);
  await page.waitForTimeout(1500);
}

const browser = await chromium.launch(await launchOptions());
const taken = [];
for (const look of looks) {
  const [language, theme, size] = look.split('-');
  const context = await browser.newContext({
    viewport: sizes[size],
    colorScheme: theme,
    locale: language,
    timezoneId: 'Europe/Moscow', // where the stations of the demo are
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(12_000);
  let scene = 'sign-in';
  watch(page, () => `${scene} ${look}`);
  const shoot = async (name) => {
    if (!wanted.test(name)) return;
    const path = `${folder}/${name}-${look}.png`;
    await page.screenshot({ path });
    taken.push(path);
  };
  await page.addInitScript((value) => localStorage.setItem('sc-language', value), language);
  await signIn(page, shoot);
  await dress(page, language, theme);
  for (const [name, play] of Object.entries(makeScenes(base))) {
    if (!wanted.test(name)) continue;
    scene = name;
    try {
      await play(page);
    } catch (error) {
      console.log(`${name} ${look}: ${error.message.split('\n')[0]}`);
    }
    await settle(page, name);
    await shoot(name);
    await context.setOffline(false);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }
  await context.close();
}
if (process.env.SHEETS) await makeSheets(browser, folder, taken);
await browser.close();
