import { defineConfig } from '@playwright/test';
import { launchOptions } from '../scripts/browser.mjs';
import { BASE_URL } from './stack';

/** By far the longest file: it is begun first, and the others run beside it. */
const PAGES = 'pages.spec.ts';

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 2,
  projects: [
    { name: 'pages', testMatch: PAGES },
    { name: 'journeys', testIgnore: PAGES },
  ],
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    baseURL: BASE_URL,
    locale: 'ru-RU',
    viewport: { width: 1440, height: 900 },
    // Contrast is measured on what stands still, not on a window that fades in.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: await launchOptions(),
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
});
