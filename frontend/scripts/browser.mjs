// The Chromium of this machine: CHROMIUM_PATH, then one on PATH, then the package that needs no root.
import { execFileSync } from 'node:child_process';

export const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function onPath() {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
      // Not this one.
    }
  }
  return null;
}

/** The package unpacks its own shared libraries when it believes it is in a Lambda: say so before it is loaded. */
async function fromPackage() {
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  return {
    executablePath: await chromium.executablePath(),
    args: [...ARGS, '--headless=shell', '--no-zygote'],
  };
}

/** Launch options of Playwright. Not the package's own arguments: they switch web security off. */
export async function launchOptions() {
  const executablePath = process.env.CHROMIUM_PATH ?? onPath();
  return executablePath ? { executablePath, args: ARGS } : fromPackage();
}
