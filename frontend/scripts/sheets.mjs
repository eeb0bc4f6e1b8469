// Contact sheets of a folder of pictures: node scripts/sheets.mjs FOLDER [PART]
import { chromium } from '@playwright/test';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { launchOptions } from './browser.mjs';

const isPhone = (path) => path.includes('phone');
/** Pictures side by side and below one another, and the width of each. */
const kinds = [
  { name: 'desk', fits: (path) => !isPhone(path), across: 2, down: 3, width: 960 },
  { name: 'phone', fits: isPhone, across: 5, down: 1, width: 390 },
];

const figure = (path, width) => {
  const data = readFileSync(path).toString('base64');
  const name = basename(path, '.png');
  return `<figure><figcaption>${name}</figcaption><img width="${width}" src="data:image/png;base64,${data}"></figure>`;
};

const sheet = (paths, { across, width }) => `<!doctype html><style>
  body { margin: 0; background: #777; display: grid; grid-template-columns: repeat(${across}, ${width}px); gap: 4px; }
  figure { margin: 0 } figcaption { font: 13px sans-serif; color: #fff } img { display: block }
</style>${paths.map((path) => figure(path, width)).join('')}`;

/** Writes them to FOLDER/sheets and prints their names. */
export async function makeSheets(browser, folder, paths) {
  mkdirSync(`${folder}/sheets`, { recursive: true });
  const page = await browser.newPage();
  for (const kind of kinds) {
    const pictures = paths.filter(kind.fits);
    const size = kind.across * kind.down;
    await page.setViewportSize({ width: kind.across * (kind.width + 4), height: 100 });
    for (let at = 0; at < pictures.length; at += size) {
      await page.setContent(sheet(pictures.slice(at, at + size), kind));
      const path = `${folder}/sheets/${kind.name}-${String(at / size + 1).padStart(2, '0')}.png`;
      await page.screenshot({ path, fullPage: true });
      console.log(path);
    }
  }
  await page.close();
}

if (process.argv[1]?.endsWith('sheets.mjs')) {
  const [folder, part = ''] = process.argv.slice(2);
  const names = readdirSync(folder).filter((name) => name.endsWith('.png') && new RegExp(part).test(name));
  const browser = await chromium.launch(await launchOptions());
  await makeSheets(
    browser,
    folder,
    names.toSorted().map((name) => `${folder}/${name}`),
  );
  await browser.close();
}
