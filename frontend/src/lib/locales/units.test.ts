import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import english from './common.en.json';
import russian from './common.ru.json';

const SOURCES = join(import.meta.dirname, '../..');

/** All texts of a language, wherever they lie. */
const texts = (language: 'ru' | 'en') =>
  readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(`${language}.json`))
    .map((path) => readFileSync(join(SOURCES, path), 'utf8'));

describe('[UI-114] Units', () => {
  it('are written as the specification says in both languages', () => {
    expect(russian.units).toMatchObject({ kw: 'кВт', kwh: 'кВт·ч', w: 'Вт', wh: 'Вт·ч', v: 'В', a: 'А' });
    expect(english.units).toMatchObject({ kw: 'kW', kwh: 'kWh', w: 'W', wh: 'Wh', v: 'V', a: 'A' });
    for (const { units } of [russian, english]) expect(units).toMatchObject({ celsius: '°C', percent: '%' });
    expect([russian.units.megabyte, english.units.megabyte]).toEqual(['Мб', 'MB']);
  });

  it('are spelt in no other way in any text', () => {
    const wrong = { ru: /кВтч|кВт\*ч|кВт[ -]ч|квт|МБ\b|мм2/u, en: /\bkwh\b|KWh|\bKW\b|kW-h|\bMb\b|mm2/u };
    // Keys are words of the program: only values count.
    const values = (text: string) => [...text.matchAll(/: "(.*)"/gu)].map(([, value]) => value ?? '');
    for (const language of ['ru', 'en'] as const)
      expect(
        texts(language)
          .flatMap(values)
          .filter((value) => wrong[language].test(value)),
      ).toEqual([]);
  });
});
