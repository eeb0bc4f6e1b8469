// npm run pictures: the pictures of README and docs, taken from the running demo. BASE_URL, LOGIN and PASSWORD name it.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Of docs/screenshots; those of docs/design.md lie in a folder of their own. */
const PICTURES = [
  'roles-editor-ru-light-desk',
  'security-log-ru-light-desk',
  'session-charts-ru-dark-desk',
  'session-charts-ru-light-desk',
  'session-info-en-light-desk',
  'session-pricing-ru-light-desk',
  'sessions-ru-light-phone',
  'sessions-ru-light-desk',
  'sign-in-ru-dark-desk',
  'station-connectors-ru-dark-desk',
  'station-connectors-ru-light-phone',
  'station-info-en-light-desk',
  'stations-en-light-desk',
  'stations-ru-dark-phone',
  'stations-ru-dark-desk',
  'stations-ru-light-phone',
  'stations-ru-light-desk',
  'tariffs-ru-light-desk',
];
const DESIGN = [
  'form-window-ru-light-desk',
  'kit-states-ru-light-desk',
  'list-columns-ru-dark-desk',
  'kit-list-ru-dark-phone',
  'palette-ru-dark-desk',
  'profile-ru-light-desk',
];
/** Of a picture that has another name in the docs. */
const RENAMED = { 'kit-list-ru-dark-phone': 'list-ru-dark-phone' };

const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
const scenes = new Map();
for (const name of [...PICTURES, ...DESIGN]) {
  const [, scene, look] = /^(.*)-((?:ru|en)-(?:light|dark)-(?:desk|phone))$/.exec(name);
  scenes.set(look, [...(scenes.get(look) ?? []), scene]);
}
for (const [look, wanted] of scenes)
  execFileSync('node', ['scripts/screenshots.mjs', folder, `^(${wanted.join('|')})$`], {
    env: { ...process.env, LOOKS: look },
    stdio: 'inherit',
  });
const keep = (name, place) =>
  copyFileSync(
    join(folder, `${name}.png`),
    join('../docs/screenshots', place, `${(RENAMED[name] ?? name).replace(/-desk$/, '')}.png`),
  );
for (const name of PICTURES) keep(name, '');
for (const name of DESIGN) keep(name, 'design');
