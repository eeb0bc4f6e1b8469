import { expect, type BrowserContext, type Page, type Request } from '@playwright/test';
import { ask } from './api';
import { enter, test } from './person';

const TABS = 10;
const STREAM = /\/api\/v1\/stream$/;

/** Streams that are open in the whole browser: asked for and not ended. */
function watchStreams(context: BrowserContext): () => number {
  const open = new Set<Request>();
  const isStream = (url: string) => STREAM.test(new URL(url).pathname);
  context.on('request', (request) => isStream(request.url()) && open.add(request));
  context.on('requestfinished', (request) => open.delete(request));
  context.on('requestfailed', (request) => open.delete(request));
  // A tab that is closed takes its stream along without a word.
  return () => [...open].filter((request) => !request.frame().page().isClosed()).length;
}

const makeRole = async (page: Page, name: string) =>
  (await ask(page, 'POST', 'roles', { name, rights: [] })).id;
const autoRefresh = (page: Page, seconds: number | null) =>
  ask(page, 'PATCH', 'me/settings', { auto_refresh_seconds: seconds });

test.describe('The live stream', () => {
  test.afterEach(async ({ context }) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await autoRefresh(page, 30);
  });

  test('[UI-074] is one for ten tabs, feeds them all, and outlives the tab that reads it', async ({
    page,
    context,
    person,
  }) => {
    test.setTimeout(300_000); // ten whole applications
    const streams = watchStreams(context);
    await enter(page, person);
    await autoRefresh(page, 30);
    const tabs = [page, ...(await Promise.all(Array.from({ length: TABS - 1 }, () => context.newPage())))];
    for (const tab of tabs) {
      await tab.goto('/users/roles');
      await expect(tab.getByRole('cell', { name: 'administrator', exact: true })).toBeVisible();
    }
    await expect.poll(streams).toBe(1);

    const names = ['первая', 'вторая'].map((name) => `${name} ${Date.now()}`) as [string, string];
    const ids = [await makeRole(page, names[0])];
    for (const tab of tabs) await expect(tab.getByText(names[0])).toBeVisible();
    expect(streams()).toBe(1);

    // The first tab reads the stream for all; another takes over.
    await page.close();
    const [heir, ...rest] = tabs.slice(1) as [Page, ...Page[]];
    await expect.poll(streams).toBe(1);
    ids.push(await makeRole(heir, names[1]));
    for (const tab of [heir, ...rest]) await expect(tab.getByText(names[1])).toBeVisible();
    for (const id of ids) await ask(heir, 'DELETE', `roles/${id}`);
    for (const tab of [heir, ...rest]) await expect(tab.getByText(names[1])).toHaveCount(0);
    expect(streams()).toBe(1);
  });

  test('[UI-075] is silent while auto-refresh is off: nothing moves until the button is pressed', async ({
    page,
    context,
    person,
  }) => {
    const streams = watchStreams(context);
    await enter(page, person);
    await autoRefresh(page, null);
    await page.goto('/users/roles');
    await expect(page.getByRole('cell', { name: 'administrator', exact: true })).toBeVisible();
    await expect.poll(streams).toBe(0);
    const name = `третья ${Date.now()}`;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const id = await makeRole(page, name);
    // Long enough for a hint to have come: the server tells within a second.
    await page.waitForTimeout(3000);
    expect(asked).toEqual([]);
    await expect(page.getByText(name)).toHaveCount(0);
    await page.getByRole('button', { name: 'Обновить' }).first().click();
    await expect(page.getByText(name)).toBeVisible();
    await ask(page, 'DELETE', `roles/${id}`);
  });
});
