import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The first of the names that is set; the launcher and a person at the keyboard use different ones. */
function setting(...names: string[]): string {
  const found = names.map((name) => process.env[name]).find(Boolean);
  if (!found) throw new Error(`${names.join(' or ')} must name the running stack: see README`);
  return found.replace(/\/$/, '');
}

export const BASE_URL = setting('BASE_URL', 'WEB_URL');

export const administrator = () => ({ login: setting('ADMIN_LOGIN'), password: setting('ADMIN_PASSWORD') });

/** Where stations connect. */
export const gateway = () => setting('GATEWAY_URL', 'OCPP_URL');

const venv = fileURLToPath(new URL('../../.venv/bin/python', import.meta.url));
export const python = process.env['PYTHON'] ?? (existsSync(venv) ? venv : 'python3');

export interface VirtualStation {
  number: string;
  /** What a person would type at it: `plug 1`, `fault 2`, `offline` … */
  order: (words: string) => void;
  /** Unplugs it from the network for good. */
  stop: () => Promise<void>;
}

/** Starts a virtual station that registers itself; a car comes a moment after a remote start. */
export function startStation(number: string): VirtualStation {
  const options = {
    '--url': `${setting('GATEWAY_URL', 'OCPP_URL')}/${number}`,
    '--api': process.env['API_URL'] ?? `${BASE_URL}/api/v1`,
    '--connectors': '2',
    '--speed': '60',
    '--interval': '1',
    '--leaves-after': '2',
  };
  const child = spawn(
    python,
    ['-m', 'simulator', 'station', '--auto-create', ...Object.entries(options).flat()],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    number,
    order: (words) => child.stdin.write(`${words}\n`),
    stop: () => {
      child.kill('SIGINT');
      return gone;
    },
  };
}
