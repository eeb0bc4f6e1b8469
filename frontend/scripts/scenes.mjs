// What is photographed: every page and the windows that matter. A scene is a name and the way to it.
import { makeKit, makeStates } from './sceneStates.mjs';
import { makeStations } from './sceneStations.mjs';

export function makeScenes(base) {
  const open = (path) => async (page) => page.goto(base + path);
  const get = async (page, path) => (await page.request.get(`${base}/api/v1/${path}`)).json();
  const station = async (page) =>
    (await get(page, 'stations?q=EVSE134')).items[0] ?? (await get(page, 'stations')).items[0];
  const session = async (page, state) =>
    (await get(page, `sessions?state=${state}&sort=-energy_wh`)).items[0];
  const petrov = async (page) => {
    const { items } = await get(page, 'users?limit=100');
    return items.find(({ login }) => login === 'i.petrov') ?? items[0];
  };
  /** The first record of a list: a row, or a card on a phone; opened if a press opens it. */
  const first = async (page) => {
    const card = page.locator('main ul > li > :is(a, button)').first();
    const row = page.getByRole('table').getByRole('row').nth(1);
    await row.or(card).first().waitFor();
    await ((await card.isVisible()) ? card : row).click();
  };
  const press = (page, name) => page.getByRole('button', { name }).first().click();

  /** The tariffs with one of them: beside the list, or in its place on a phone. */
  const tariff = async (page) => {
    await page.goto(`${base}/tariffs/info`);
    await page.locator('main ul > li').first().waitFor();
    const edit = page.getByRole('button', { name: /^(Изменить тариф|Edit the tariff)$/ });
    if (!(await edit.isVisible())) await page.locator('main ul > li > button').last().click();
  };

  const pages = {
    ...makeStations({ base, open, station, session, press, first }),
    commands: async (page) => {
      await page.goto(`${base}/commands`);
      await first(page);
    },
    billing: open('/billing'),
    payment: async (page) => page.goto(`${base}/billing/${(await get(page, 'payments')).items[0].id}`),
    refund: async (page) => {
      const { items } = await get(page, 'payments?status=completed&operation=payment');
      await page.goto(`${base}/billing/${items[0].id}`);
      await press(page, /^(Запросить возврат|Request a refund)$/);
    },
    tariffs: open('/tariffs/info'),
    'tariff-calculator': async (page) => {
      await tariff(page);
      await press(page, /^(Рассчитать на сессии|Calculate on a session)$/);
      await page.getByRole('dialog').getByRole('combobox').fill('SC0');
      await page.getByRole('option').first().click();
    },
    'tariff-groups': open('/tariffs/stationGroups'),
    'tariff-form': async (page) => {
      await tariff(page);
      await press(page, /^(Изменить тариф|Edit the tariff)$/);
    },
    'tariff-form-more': async (page) => {
      await pages['tariff-form'](page);
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^(Дополнительно|Additional)/ })
        .click();
    },
    sessions: open('/sessions'),
    'sessions-filter': async (page) => {
      await page.goto(`${base}/sessions?show_junk=true&started_from=2026-11-23&started_to=2026-11-24`);
      await press(page, /^(Фильтр|Filter)$/);
    },
    'sessions-columns': async (page) => {
      await page.goto(`${base}/sessions`);
      const button = page.getByRole('button', { name: /Колонки|Columns/ });
      if (await button.isVisible()) await button.click();
    },
    'session-info': async (page) => page.goto(`${base}/sessions/${(await session(page, 'success')).id}/info`),
    'session-charts': async (page) =>
      page.goto(`${base}/sessions/${(await session(page, 'active')).id}/charts`),
    'session-pricing': async (page) =>
      page.goto(`${base}/sessions/${(await session(page, 'success')).id}/pricing`),
    'session-payments': async (page) =>
      page.goto(`${base}/sessions/${(await session(page, 'success')).id}/payments`),
    webhooks: open('/webhooks'),
    'webhooks-form': async (page) => {
      await page.goto(`${base}/webhooks`);
      await press(page, /^(Добавление вебхука|Add webhook)$/);
    },
    'webhook-delivery': async (page) => {
      const { id } = (await get(page, 'webhooks')).items[0];
      await page.goto(`${base}/webhooks/${id}/deliveries`);
      await page.getByText('session.ended').first().dblclick();
    },
    'dead-letters': async (page) => {
      await page.goto(`${base}/dead-letters`);
      await page.getByText('session.ended.v1').first().dblclick();
    },
    users: async (page) => {
      await page.goto(`${base}/users`);
      await page.getByText('i.petrov').waitFor();
      const button = page.getByRole('button', { name: /^(Колонки|Columns)$/ });
      if (!(await button.isVisible())) return;
      await button.click();
      for (const name of [/Список ролей|Roles/, /Ограничения|Restrictions/, /Статус|Status/]) {
        const box = page.getByRole('checkbox', { name }).first();
        if (!(await box.isChecked())) await box.click();
      }
      await page.keyboard.press('Escape');
      await press(page, /^(Действия|Actions): i\.petrov/);
    },
    'users-form': async (page) => {
      await page.goto(`${base}/users`);
      await press(page, /^(Добавить пользователя|Add user)$/);
      await page
        .getByRole('textbox', { name: /^(Логин|Login)/ })
        .last()
        .fill('test_driver-7');
      await page.getByRole('button', { name: /^(ОК|OK)$/ }).click();
    },
    'users-cards': async (page) => {
      const { items } = await get(page, 'users?limit=100');
      const owner = items.find(({ login }) => login.startsWith('fleet')) ?? items[0];
      await page.goto(`${base}/users/${owner.id}/info`);
      await press(page, /^(RFID карты|RFID cards)$/);
      await page
        .getByRole('button', { name: /^(Отвязать|Unbind)/ })
        .nth(8)
        .click();
    },
    'users-block': async (page) => {
      await page.goto(`${base}/users/${(await petrov(page)).id}/info`);
      await press(page, /^(Заблокировать|Block)$/);
    },
    'user-info': async (page) => page.goto(`${base}/users/${(await petrov(page)).id}/info`),
    'user-limit': async (page) => {
      await page.goto(`${base}/users/${(await petrov(page)).id}/info`);
      await press(page, /^(Изменить лимит|Edit limit)$/);
      await press(page, /^(Добавить станцию|Add station)$/);
    },
    'user-sessions': async (page) => page.goto(`${base}/users/${(await petrov(page)).id}/sessions`),
    roles: open('/users/roles'),
    'roles-editor': async (page) => {
      await page.goto(`${base}/users/roles`);
      await press(page, /^(Действия|Actions): dispatcher/);
      await page.getByRole('menuitem', { name: /^(Изменить|Edit)$/ }).click();
      await page
        .getByRole('checkbox', { name: /^(Тарифы и группы: Изменять|Tariffs and groups: Change)$/ })
        .click();
      await press(page, /^(Сессии|Sessions)$/);
    },
    'roles-editor-list': async (page) => {
      await page.goto(`${base}/users/roles`);
      await press(page, /^(Добавить роль|Add role)$/);
      await press(page, /^(Списком|As list)$/);
      await press(page, /^(ОК|OK)$/);
    },
    organizations: open('/organizations'),
    'organizations-form': async (page) => {
      await page.goto(`${base}/organizations`);
      await press(page, /^(Добавить организацию|Add organisation)$/);
    },
    'organization-info': async (page) =>
      page.goto(`${base}/organizations/${(await get(page, 'organizations')).items[0].id}/info`),
    'organization-users': async (page) =>
      page.goto(`${base}/organizations/${(await get(page, 'organizations')).items[0].id}/users`),
    'api-clients': open('/api-clients'),
    'api-clients-form': async (page) => {
      await page.goto(`${base}/api-clients`);
      await press(page, /^(Добавить API-клиент|Add API client)$/);
    },
    'api-clients-secret': async (page) => {
      await page.goto(`${base}/api-clients`);
      await press(page, /^(Действия|Actions):/);
      await page.getByRole('menuitem', { name: /^(Сменить секрет|Change secret)$/ }).click();
      await press(page, /^(СМЕНИТЬ|CHANGE)$/);
    },
    'security-log': async (page) => {
      const { items } = await get(page, 'security-log?limit=100');
      const entry = items.find(({ operation }) => operation === 'role_changed') ?? items[0];
      await page.goto(`${base}/security-log?entry=${entry.id}`);
    },
    'security-log-filter': async (page) => {
      await page.goto(`${base}/security-log?source_type=user`);
      await press(page, /^(Фильтр|Filter)$/);
    },
  };

  const own = {
    profile: open('/profile'),
    'profile-password': async (page) => {
      await page.goto(`${base}/profile`);
      await press(page, /^(Сменить пароль|Change the password)$/);
    },
    'profile-totp': async (page) => {
      await page.goto(`${base}/profile`);
      await press(page, /^(Включить|Turn on|Настроить|Set up)/);
    },
    palette: async (page) => {
      await page.goto(`${base}/sessions`);
      await page.getByRole('table').getByRole('row').nth(1).waitFor();
      const { number } = await station(page);
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').fill(number.slice(0, -1));
    },
    keys: async (page) => {
      await page.goto(`${base}/sessions`);
      await page.getByRole('table').getByRole('row').nth(1).waitFor();
      await page.keyboard.press('?');
    },
    'list-columns': async (page) => {
      await page.goto(`${base}/dev/kit/list`);
      await press(page, /^(Колонки|Columns)/);
    },
    'list-views': async (page) => {
      await page.goto(`${base}/dev/kit/list?technical_status=warning`);
      await press(page, /^(Мои фильтры|My filters)$/);
    },
    'list-chosen': async (page) => {
      await page.goto(`${base}/dev/kit/list`);
      for (const row of [1, 2, 4]) await page.getByRole('checkbox').nth(row).click();
    },
    'list-export': async (page) => {
      await page.goto(`${base}/sessions`);
      await press(page, /^(Выгрузка|Выгрузить|Экспорт|Export)/);
    },
    'list-whole-text': async (page) => {
      await page.goto(`${base}/dev/kit/list`);
      await page
        .getByRole('button', { name: /показать полностью|show in full/i })
        .first()
        .click();
    },
  };

  return { ...pages, ...own, ...makeKit(base), ...makeStates(base) };
}
