import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { python } from './stack';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Rows written into the tables of the running stack: what a test needs many of, or what rarely happens. */
export function rows(...order: string[]): void {
  const { status, stderr } = spawnSync(python, ['-m', 'tests.bench.scale.rows', ...order], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`rows ${order.join(' ')}: ${stderr}`);
}
