import { describe, expect, it } from 'vitest';
import englishEnums from '@/lib/locales/enums.en.json';
import russianEnums from '@/lib/locales/enums.ru.json';
import englishErrors from '@/lib/locales/errors.en.json';
import russianErrors from '@/lib/locales/errors.ru.json';
import { texts as sharedEnglish } from './en';
import { texts as sharedRussian } from './ru';

const featuresOf = (language: string) =>
  Object.entries(
    import.meta.glob<Tree>('../../features/*/locales/*.json', { import: 'default', eager: true }),
  )
    .filter(([file]) => file.endsWith(`/${language}.json`))
    .map(([file, texts]) => [file.split('/')[3] ?? '', texts] as const);

const en: Tree = {
  ...sharedEnglish,
  enums: englishEnums,
  errors: englishErrors,
  ...Object.fromEntries(featuresOf('en')),
};
const ru: Tree = {
  ...sharedRussian,
  enums: russianEnums,
  errors: russianErrors,
  ...Object.fromEntries(featuresOf('ru')),
};

type Tree = { [key: string]: string | Tree };

/** Plural forms differ between languages: a key is its name without the form. */
const PLURAL = /_(?:zero|one|two|few|many|other)$/;

const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`.replace(PLURAL, ''), value] as [string, string]]
      : leaves(value, `${path}${key}.`),
  );

const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe('the two languages', () => {
  const english = new Map(leaves(en));
  const russian = new Map(leaves(ru));

  it('[UI-073] have the same keys', () => {
    expect([...russian.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('fill the same variables into every text', () => {
    const differing = [...english].filter(
      ([key, text]) => variables(text).join() !== variables(russian.get(key) ?? '').join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('leave no text empty', () => {
    expect([...english, ...russian].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});
