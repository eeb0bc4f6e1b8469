import { expect, type Page } from '@playwright/test';

/** Watches a page for errors; the check fails with everything that was said. */
export function watchConsole(page: Page): () => void {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // The browser itself reports a refused request; being refused before the sign-in is no fault of ours.
    const isRefusal = /status of 401/.test(message.text());
    if (message.type() === 'error' && !isRefusal) errors.push(message.text());
  });
  return () => expect(errors).toEqual([]);
}
