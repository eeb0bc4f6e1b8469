// After a build: the shell (what every page needs before its own chunk) stays within its budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 150;
const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));

/** A chunk and everything it imports at once; chunks loaded on demand do not count. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}

const files = new Set();
const shell = closure('index.html');
// One language is always loaded with the shell.
shell.add('src/app/i18n/ru.ts');
for (const key of shell) {
  files.add(manifest[key].file);
  for (const css of manifest[key].css ?? []) files.add(css);
}
const sizes = [...files].map((file) => [file, gzipSync(readFileSync(`dist/${file}`)).length / 1000]);
const total = sizes.reduce((sum, [, size]) => sum + size, 0);
for (const [file, size] of sizes) console.log(`${size.toFixed(1).padStart(7)} kB  ${file}`);
console.log(`${total.toFixed(1).padStart(7)} kB  shell, gzip (budget ${BUDGET_KB})`);
if (total > BUDGET_KB) process.exit(1);
