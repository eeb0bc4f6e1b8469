import { defineConfig } from '@playwright/test';
import { launchOptions } from '../scripts/browser.mjs';
import { BASE_URL } from './stack';

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 1,
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
