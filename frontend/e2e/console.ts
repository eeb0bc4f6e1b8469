import { expect, type Page } from '@playwright/test';

/** Watches a page for errors; each check fails with everything that was said since the last. `isStrict`: refusals count as well. */
export function watchConsole(page: Page, isStrict = false): () => void {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // The browser itself reports a refused request; an access that has run out is renewed after its refusal.
    const isRefusal = !isStrict && /status of 401/.test(message.text());
    if (message.type() === 'error' && !isRefusal) errors.push(message.text());
  });
  return () => expect(errors.splice(0)).toEqual([]);
}
