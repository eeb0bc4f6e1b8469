// How long from a station's frame to the pixel: a probe station changes its status, Chromium's list shows it.
// Reads WEB_URL, OCPP_URL, ADMIN_LOGIN, ADMIN_PASSWORD, PROBE_KEY, PROBE_SECRET, SAMPLES; prints JSON with milliseconds.
import { once } from 'node:events';
import { chromium } from '@playwright/test';
import { launchOptions } from './browser.mjs';

const { WEB_URL, OCPP_URL, ADMIN_LOGIN, ADMIN_PASSWORD, PROBE_KEY, PROBE_SECRET } = process.env;
const samples = Number(process.env.SAMPLES ?? 60);
const STATES = [
  ['Preparing', 'Готов'],
  ['Available', 'Доступен'],
];

const socket = new WebSocket(`${OCPP_URL}/${PROBE_KEY}`, {
  protocols: ['ocpp1.6'],
  headers: { Authorization: `Basic ${btoa(`${PROBE_KEY}:${PROBE_SECRET}`)}` },
});
await once(socket, 'open');
let asked = 0;

async function call(action, payload) {
  const id = String(++asked);
  const answered = new Promise((resolve) => {
    const read = ({ data }) => {
      if (JSON.parse(data)[1] !== id) return;
      socket.removeEventListener('message', read);
      resolve();
    };
    socket.addEventListener('message', read);
  });
  const sentAt = Date.now();
  socket.send(JSON.stringify([2, id, action, payload]));
  await answered;
  return sentAt;
}

const tell = (status) =>
  call('StatusNotification', {
    connectorId: 1,
    errorCode: 'NoError',
    status,
    timestamp: new Date().toISOString(),
  });

async function openList(browser) {
  const page = await browser.newPage({ locale: 'ru-RU' });
  await page.goto(WEB_URL);
  await page.getByLabel('Логин', { exact: true }).fill(ADMIN_LOGIN);
  await page.getByLabel('Пароль', { exact: true }).fill(ADMIN_PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/stations');
  await page.goto(`${WEB_URL}/stations?q=${PROBE_KEY}`);
  await page.getByRole('row').filter({ hasText: PROBE_KEY }).waitFor();
  return page;
}

/** The moment of the frame after which the tile says `word`. */
const shownAt = (page, word) =>
  page.evaluate(
    (wanted) =>
      new Promise((resolve) => {
        const look = () => {
          const tile = document.querySelector('tbody [aria-label^="1: "]');
          if (tile?.getAttribute('aria-label')?.endsWith(`: ${wanted}`))
            requestAnimationFrame(() => resolve(Date.now()));
          else requestAnimationFrame(look);
        };
        look();
      }),
    word,
  );

const browser = await chromium.launch(await launchOptions());
try {
  await call('BootNotification', { chargePointVendor: 'Probe', chargePointModel: 'Probe' });
  await tell('Available');
  const page = await openList(browser);
  await shownAt(page, 'Доступен');
  const passed = [];
  for (let number = 0; number < samples; number += 1) {
    const [status, word] = STATES[number % STATES.length];
    const seen = shownAt(page, word);
    const sentAt = await tell(status);
    passed.push((await seen) - sentAt);
    await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 900)); // at any moment of the streams' pace
  }
  console.log(JSON.stringify(passed));
} finally {
  await browser.close();
  socket.close();
}
