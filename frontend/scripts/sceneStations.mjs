// Scenes of stations: their list, their card with its windows, and what was noted about them.
export function makeStations({ base, open, station, session, press }) {
  return {
    stations: open('/stations'),
    'stations-filter': async (page) => {
      await page.goto(`${base}/stations?technical_status=warning`);
      await press(page, /^(Фильтр|Filter)$/);
    },
    'stations-empty': open('/stations?q=zzzz'),
    'station-info': async (page) => page.goto(`${base}/stations/${(await station(page)).id}/info`),
    'station-connectors': async (page) => {
      const { station_id: id, connector_number: number } = await session(page, 'active');
      await page.goto(`${base}/stations/${id}/connectors?connector=${number}`);
    },
    'station-sessions': async (page) => page.goto(`${base}/stations/${(await station(page)).id}/sessions`),
    'station-start': async (page) => {
      await page.goto(`${base}/stations/${(await station(page)).id}/connectors?connector=4`);
      await press(page, /^(Старт|Start)$/);
    },
    'station-command': async (page) => {
      await page.goto(`${base}/stations/${(await station(page)).id}/connectors?connector=4`);
      await press(page, /^(Старт|Start)$/);
      await page.getByRole('radio', { name: /Без оплаты|Without payment/ }).check();
      await press(page, /^(СТАРТ|START)$/);
      await page.waitForTimeout(2500);
    },
    'station-stop': async (page) => {
      await page.goto(`${base}/stations/${(await station(page)).id}/connectors?connector=1`);
      await press(page, /^(Стоп|Stop)$/);
    },
    'station-protocol': async (page) => {
      await page.goto(`${base}/stations/${(await station(page)).id}/protocol`);
      await page.getByText('StartTransaction').first().click();
    },
    'connector-history': async (page) =>
      page.goto(`${base}/stations/${(await station(page)).id}/connectors?connector=1&view=history`),
    'station-incidents': async (page) => page.goto(`${base}/stations/${(await station(page)).id}/incidents`),
    'power-limit': async (page) => {
      await page.goto(`${base}/stations/${(await station(page)).id}/info`);
      await press(page, /удаленную команду|remote command/);
      await press(page, /лимит мощности|power limit/);
    },
    'station-form': async (page) => {
      await page.goto(`${base}/stations`);
      await press(page, /^(Добавить станцию|Add a station)$/);
      await page.getByRole('menuitem', { name: /внешнюю|external/ }).click();
    },
    'station-commands': async (page) => {
      await page.goto(`${base}/stations/${(await station(page)).id}/info`);
      await press(page, /удаленную команду|remote command/);
    },
    'unknown-stations': async (page) => {
      await page.goto(`${base}/stations/unknown`);
      await page.getByRole('table').getByRole('row').nth(1).click();
    },
    incidents: async (page) => {
      await page.goto(`${base}/incidents`);
      await page.getByRole('table').getByRole('row').nth(1).click();
    },
    quarantine: async (page) => {
      await page.goto(`${base}/stations/quarantine`);
      await page.getByRole('table').getByRole('row').nth(1).click();
    },
  };
}
