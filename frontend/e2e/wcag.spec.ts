import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { watchConsole } from './console';
import { signIn } from './signIn';

interface Look {
  language: 'ru' | 'en';
  theme: 'light' | 'dark';
  width: number;
}

const LOOKS: Look[] = [
  { language: 'ru', theme: 'light', width: 1440 },
  { language: 'ru', theme: 'dark', width: 1440 },
  { language: 'en', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 390 },
  { language: 'ru', theme: 'light', width: 390 },
];

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('domcontentloaded');
  await expect(page.locator('h1')).not.toBeEmpty();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

async function check(page: Page, name: string): Promise<void> {
  await settle(page);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
  );
  expect(found).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, `${name}: nothing sticks out at the side`).toBeLessThanOrEqual(0);
}

/** Language and theme of the profile, as the profile page will set them. */
async function dress(page: Page, { language, theme }: Look): Promise<void> {
  const cookies = await page.context().cookies();
  const token = cookies.find(({ name }) => name.endsWith('sc_csrf'))?.value ?? '';
  const answer = await page.request.patch('/api/v1/me/settings', {
    data: { language, theme },
    headers: { 'X-CSRF-Token': token },
  });
  expect(answer.ok()).toBe(true);
}

for (const look of LOOKS) {
  test(`pages are accessible and whole: ${look.language}, ${look.theme}, ${look.width} px`, async ({
    page,
  }) => {
    const checkConsole = watchConsole(page);
    await page.setViewportSize({ width: look.width, height: look.width < 600 ? 844 : 900 });
    await page.emulateMedia({ colorScheme: look.theme });
    await page.goto('/sign-in');
    await page.getByRole('textbox').first().waitFor();
    await check(page, 'sign-in');
    await signIn(page);
    await dress(page, look);
    await page.goto('/stations');
    await check(page, 'stations');
    await expect(page.locator('html')).toHaveAttribute('lang', look.language);
    await expect(page.locator('html')).toHaveAttribute('data-theme', look.theme);

    const first = async (noun: string) => {
      const answer = await page.request.get(`/api/v1/${noun}`);
      return ((await answer.json()) as { items: { id: string }[] }).items[0]?.id;
    };
    const stationId = await first('stations?limit=1');
    const sessionId = await first('sessions?limit=1&hide_zero=true&show_not_activated=true');
    const addresses = [
      '/sessions',
      ...['info', 'connectors', 'sessions'].map((tab) => stationId && `/stations/${stationId}/${tab}`),
      ...['info', 'charts', 'pricing', 'payments'].map((tab) => sessionId && `/sessions/${sessionId}/${tab}`),
    ].filter((address) => typeof address === 'string');
    for (const address of addresses) {
      await page.goto(address);
      await check(page, address);
    }
    await page.goto('/sessions');
    await page.getByRole('button', { name: /^(Фильтр|Filter)$/ }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await check(page, 'filter');
    checkConsole();
  });
}
