import { expect, type Page } from '@playwright/test';

/** Asks the server as the signed-in page would. */
export async function ask(
  page: Page,
  method: 'POST' | 'DELETE' | 'PATCH',
  path: string,
  data?: object,
): Promise<{ id: string }> {
  const cookies = await page.context().cookies();
  const token = cookies.find(({ name }) => name.endsWith('sc_csrf'))?.value ?? '';
  const headers = { 'X-CSRF-Token': token, 'Idempotency-Key': crypto.randomUUID() };
  const answer = await page.request.fetch(`/api/v1/${path}`, { method, headers, ...(data ? { data } : {}) });
  expect(answer.ok(), `${method} ${path}: ${answer.status()}`).toBe(true);
  return method === 'POST' ? ((await answer.json()) as { id: string }) : { id: '' };
}
