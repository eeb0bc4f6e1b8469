import { expect, type APIRequestContext, type Page } from '@playwright/test';

/** Asks the server as a signed-in page would. */
export async function ask(
  of: Page | APIRequestContext,
  method: 'POST' | 'DELETE' | 'PATCH',
  path: string,
  data?: object,
): Promise<{ id: string }> {
  const server = 'request' in of ? of.request : of;
  const { cookies } = await server.storageState();
  const token = cookies.find(({ name }) => name.endsWith('sc_csrf'))?.value ?? '';
  const headers = { 'X-CSRF-Token': token, 'Idempotency-Key': crypto.randomUUID() };
  const answer = await server.fetch(`/api/v1/${path}`, { method, headers, ...(data ? { data } : {}) });
  expect(answer.ok(), `${method} ${path}: ${answer.status()}`).toBe(true);
  return method === 'POST' ? ((await answer.json()) as { id: string }) : { id: '' };
}
