// Writes src/styles/tokens.css from src/styles/tokens.json: one source of values, two forms.
import { readFileSync, writeFileSync } from 'node:fs';

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const colours = (scheme) =>
  Object.entries(scheme).flatMap(([name, value]) => {
    if (name === 'state')
      return Object.entries(value).flatMap(([role, set]) =>
        Object.entries(set).map(([part, colour]) => `  --${role}-${part}: ${colour};`),
      );
    if (name === 'chart')
      return Object.entries(value).map(([part, colour]) => `  --chart-${part}: ${colour};`);
    return [`  --${kebab(name)}: ${value};`];
  });

export function tokensCss({ font, radius, motion, color }) {
  return [
    '/* Generated from tokens.json by `npm run generate`: change the values there. */',
    ':root {',
    `  --font: ${font.family};`,
    `  --mono: ${font.mono};`,
    ...['control', 'panel', 'dialog'].map((name) => `  --r-${name}: ${radius[name]}px;`),
    ...Object.entries(motion).map(([name, value]) => `  --${name}: ${value};`),
    '}',
    ":root,\n[data-theme='light'] {",
    '  color-scheme: light;',
    ...colours(color.light),
    '}',
    "[data-theme='dark'] {",
    '  color-scheme: dark;',
    ...colours(color.dark),
    '}',
    '',
  ].join('\n');
}

if (process.argv[1]?.endsWith('tokens.mjs')) {
  const tokens = JSON.parse(readFileSync('src/styles/tokens.json', 'utf8'));
  writeFileSync('src/styles/tokens.css', tokensCss(tokens));
}
