// Scenes that show the kits and the states of a page, not a page of its own.
/** What a page looks like while and after something goes wrong. */
export function makeStates(base) {
  const open = (path) => async (page) => page.goto(base + path);
  return {
    'state-loading': async (page) => {
      await page.route('**/api/v1/stations?*', () => undefined); // never answered
      await page.goto(`${base}/stations`);
    },
    'state-error': async (page) => {
      await page.route('**/api/v1/sessions?*', (route) => route.fulfill({ status: 503, body: '{}' }));
      await page.goto(`${base}/sessions`);
    },
    'state-offline': async (page) => {
      await page.goto(`${base}/stations`);
      await page.getByRole('table').getByRole('row').nth(1).waitFor();
      await page.context().setOffline(true);
    },
    'state-nothing-found': open('/sessions?q=zzzz'),
    'state-no-such-record': open('/sessions/01890000-0000-7000-8000-00000000dead/info'),
  };
}

/** The page of all components, tab by tab, and the window of its form with the server's word at a field. */
export function makeKit(base) {
  const tabs = ['states', 'controls', 'form', 'list', 'card'];
  const open = (tab) => async (page) => page.goto(`${base}/dev/kit/${tab}`);
  return {
    ...Object.fromEntries(tabs.map((tab) => [`kit-${tab}`, open(tab)])),
    'form-window': async (page) => {
      await open('form')(page);
      await page.getByRole('button', { name: /^(Открыть|Open)$/ }).click();
      await page.getByRole('button', { name: /^(СОХРАНИТЬ|SAVE|ОК|OK)$/ }).click();
    },
  };
}
