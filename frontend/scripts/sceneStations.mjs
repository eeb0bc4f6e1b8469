// Scenes of stations: their list, their card with its windows, and what was noted about them.
export function makeStations({ base, open, station, session, press, first }) {
  const tab = (name) => async (page) => page.goto(`${base}/stations/${(await station(page)).id}/${name}`);
  const command = (name) => async (page) => {
    await tab('info')(page);
    await press(page, /удаленную команду|remote command/);
    if (name) await page.getByRole('dialog').getByRole('button', { name }).first().click();
  };
  /** The form to add a station, at the tab with that name. */
  const form = (name) => async (page) => {
    await page.goto(`${base}/stations`);
    await press(page, /^(Добавить станцию|Add a station)$/);
    await page.getByRole('menuitem', { name: /внешнюю|external/ }).click();
    if (name) await page.getByRole('dialog').getByRole('button', { name }).click();
  };
  return {
    stations: open('/stations'),
    'stations-filter': async (page) => {
      await page.goto(`${base}/stations?technical_status=warning`);
      await press(page, /^(Фильтр|Filter)$/);
    },
    'stations-empty': open('/stations?q=zzzz'),
    'station-info': tab('info'),
    'station-info-below': async (page) => {
      await tab('info')(page);
      await page.getByRole('heading', { level: 2 }).last().scrollIntoViewIfNeeded();
      await page.mouse.move(700, 600);
      await page.mouse.wheel(0, 4000);
    },
    'station-log': tab('log'),
    'station-log-pane': async (page) => {
      await tab('log')(page);
      await first(page);
    },
    'station-journal': tab('journal'),
    'station-settings': tab('settings'),
    'station-connectors': async (page) => {
      const { station_id: id, connector_number: number } = await session(page, 'active');
      await page.goto(`${base}/stations/${id}/connectors?connector=${number}`);
    },
    'connector-dump': tab('connectors?connector=1&view=dump'),
    'connector-log': tab('connectors?connector=1&view=log'),
    'connector-sessions': tab('connectors?connector=1&view=sessions'),
    'station-sessions': tab('sessions'),
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
    'connector-history': tab('connectors?connector=1&view=history'),
    'station-incidents': tab('incidents'),
    'power-limit': command(/лимит мощности|power limit/),
    'station-form': form(),
    'station-form-more': form(/^(Дополнительно|Additional)/),
    'station-form-connectors': form(/^(Коннекторы|Connectors)/),
    'station-edit': async (page) => {
      await tab('info')(page);
      await press(page, /^(Редактировать станцию|Edit the station)$/);
    },
    'station-commands': command(),
    'command-confirm': command(/hard reset/),
    'command-journal': command(/Получить журнал|[Ll]og for a day|full log/),
    'command-setting': command(/^(Изменить настройку|Change a setting)/),
    'command-message': command(/^(Запросить сообщение|Request a message)/),
    'command-firmware': command(/^(Обновить прошивку|Update)/),
    'unknown-stations': async (page) => {
      await page.goto(`${base}/stations/unknown`);
      await first(page);
    },
    incidents: async (page) => {
      await page.goto(`${base}/incidents`);
      await first(page);
    },
    quarantine: async (page) => {
      await page.goto(`${base}/stations/quarantine`);
      await first(page);
    },
  };
}
