import type { LaunchOptions } from '@playwright/test';

/** Where the Chromium of this machine is and how it is started. */
export function launchOptions(): Promise<LaunchOptions>;
