import { expect, test } from '@playwright/test';
import { watchConsole } from './console';
import { checkAccess as check, dress, LOOKS } from './looks';
import { signIn } from './signIn';

test('[UI-001, UI-002] a visitor is led to the form without a single error in the console', async ({
  page,
}) => {
  const checkConsole = watchConsole(page, true);
  await page.goto('/sessions');
  await expect(page.getByRole('heading', { name: 'Авторизация' })).toBeVisible();
  checkConsole();
});

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
