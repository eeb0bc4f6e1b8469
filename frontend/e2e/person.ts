import { expect, test as base, type APIRequest, type APIRequestContext, type Page } from '@playwright/test';
import { ask } from './api';
import { administrator, BASE_URL } from './stack';

export interface Person {
  login: string;
  password: string;
}

/** Signs in without the form: what a test is not about costs it nothing. No page is open after it. */
export const enter = (page: Page, person: Person = administrator()): Promise<void> =>
  introduce(page.request, person);

/** The gateway takes twenty sign-ins at once from one address, then one in two seconds: short tests wait for their turn. */
async function introduce(server: APIRequestContext, { login, password }: Person): Promise<void> {
  await expect(async () => {
    const answer = await server.post('/api/v1/auth/sign-in', { data: { login, password } });
    expect(answer.ok(), `sign-in of ${login}: ${answer.status()}`).toBe(true);
  }).toPass({ intervals: [2_000], timeout: 60_000 });
}

/** Somebody with all rights for as long as a worker lives. */
async function lend(
  request: APIRequest,
  name: string,
  give: (person: Person) => Promise<void>,
): Promise<void> {
  const server = await request.newContext({ baseURL: BASE_URL });
  const person = { login: `${name}.${Date.now().toString(36)}`, password: 'Zaryad2026-hand' };
  await introduce(server, administrator());
  const more = { phone: '+79160000000', must_change_password: false, roles: ['administrator'] };
  const { id } = await ask(server, 'POST', 'users', { ...person, ...more });
  await give(person);
  await introduce(server, administrator()); // the first sign-in may be over by now
  await ask(server, 'DELETE', `users/${id}`);
  await server.dispose();
}

/**
 * `person` and `another` have all rights and belong to one worker: their language, theme and other settings are nobody
 * else's, so that tests of two workers do not disturb each other.
 */
export const test = base.extend<object, { person: Person; another: Person }>({
  person: [
    ({ playwright }, give, { workerIndex }) => lend(playwright.request, `hand${workerIndex}`, give),
    { scope: 'worker' },
  ],
  another: [
    ({ playwright }, give, { workerIndex }) => lend(playwright.request, `other${workerIndex}`, give),
    { scope: 'worker' },
  ],
});
