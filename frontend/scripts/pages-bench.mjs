// How long until a list can be used, and until the charts of a day are drawn, in Chromium.
// Reads WEB_URL, ADMIN_LOGIN, ADMIN_PASSWORD, SESSION_ID, SAMPLES; prints JSON with milliseconds.
import { chromium } from '@playwright/test';
import { launchOptions } from './browser.mjs';

const { WEB_URL, ADMIN_LOGIN, ADMIN_PASSWORD, SESSION_ID } = process.env;
const samples = Number(process.env.SAMPLES ?? 20);

async function signedIn(browser) {
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(WEB_URL);
  await page.getByLabel('Логин', { exact: true }).fill(ADMIN_LOGIN);
  await page.getByLabel('Пароль', { exact: true }).fill(ADMIN_PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/stations');
  await page.close();
  return context;
}

/** Milliseconds since the navigation began, when rows stand there and the page listens: nothing else keeps it busy. */
const rowsListen = () =>
  new Promise((resolve) => {
    const look = () => {
      const isThere =
        document.querySelectorAll('tbody tr td').length > 15 && !document.querySelector('[aria-busy="true"]');
      if (isThere) requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
      else requestAnimationFrame(look);
    };
    look();
  });

/** A page that nobody has opened before: nothing of it is in the browser's cache. */
async function listInteractive(context) {
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.goto(`${WEB_URL}/sessions`, { waitUntil: 'commit' });
  const passed = await page.evaluate(rowsListen);
  await page.keyboard.press('?'); // it does listen
  await page.getByRole('dialog', { name: 'Клавиши' }).waitFor();
  await page.close();
  return passed;
}

/** From the press on the tab until the lines of all charts are drawn. */
const drawn = () =>
  new Promise((resolve) => {
    const tab = [...document.querySelectorAll('nav a')].find((one) => /графики/i.test(one.textContent));
    const began = performance.now();
    tab.click();
    const look = () => {
      const charts = [...document.querySelectorAll('section > header ~ div [role="img"]')];
      const isDrawn =
        charts.length > 0 &&
        charts.every((one) =>
          [...one.querySelectorAll('svg path')].some((path) => path.getAttribute('d').length > 2000),
        );
      if (isDrawn) requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
      else requestAnimationFrame(look);
    };
    look();
  });

async function chartOfADay(context) {
  const page = await context.newPage();
  await page.goto(`${WEB_URL}/sessions/${SESSION_ID}`);
  await page.getByRole('link', { name: /графики/i }).waitFor();
  await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined); // the stream never rests
  const passed = await page.evaluate(drawn);
  await page.close();
  return passed;
}

async function repeated(measure, context) {
  await measure(context); // the first one warms the services, not the page
  const passed = [];
  for (let number = 0; number < samples; number += 1) passed.push(await measure(context));
  return passed;
}

const browser = await chromium.launch(await launchOptions());
try {
  const context = await signedIn(browser);
  const lists = await repeated(listInteractive, context);
  console.log(JSON.stringify({ list_interactive: lists, chart_24h: await repeated(chartOfADay, context) }));
} finally {
  await browser.close();
}
