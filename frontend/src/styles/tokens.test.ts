import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tokensCss } from '../../scripts/tokens.mjs';
import tokens from './tokens.json';

const channel = (value: number) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    channel(parseInt(hex.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2 contrast ratio. */
function contrast(left: string, right: string): number {
  const [dark = 0, bright = 0] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

describe('tokens.css', () => {
  it('is what tokens.json says', () => {
    expect(readFileSync('src/styles/tokens.css', 'utf8')).toBe(tokensCss(tokens));
  });
});

describe.each(['light', 'dark'] as const)('colours of the %s theme', (theme) => {
  const colours = tokens.color[theme];
  const grounds = [
    colours.surface,
    colours.canvas,
    colours.sunken,
    colours.hover,
    colours.selected,
    colours.raised,
  ];

  it('[UI-049] keep texts readable on every ground', () => {
    for (const text of [colours.text, colours.text2, colours.text3, colours.accentText])
      for (const ground of grounds) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.entries(colours.state))('[UI-049] keep the state %s readable', (_, { text, mark, soft }) => {
    expect(contrast(text, colours.surface)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(text, soft)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(mark, colours.surface)).toBeGreaterThanOrEqual(3);
  });
});
