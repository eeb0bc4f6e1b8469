import { readFileSync } from 'node:fs';

export type Language = 'ru' | 'en';

interface Texts {
  [key: string]: string | Texts;
}

const OWN_PLACES: Record<string, string> = {
  common: 'lib/locales/common.LANGUAGE.json',
  shell: 'app/shell/shell.LANGUAGE.json',
};

function read(feature: string, language: Language): Texts {
  const place = OWN_PLACES[feature] ?? `features/${feature}/locales/LANGUAGE.json`;
  const url = new URL(`../src/${place.replace('LANGUAGE', language)}`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Texts;
}

/** The product's own word for a key such as `users:form.add`, so that a test follows what is written there. */
export type Say = (key: string, values?: Readonly<Record<string, string>>) => string;

export function wordsOf(language: Language): Say {
  const known = new Map<string, Texts>();
  return (key, values = {}) => {
    const [feature = '', path = ''] = key.split(':');
    const texts = known.get(feature) ?? read(feature, language);
    known.set(feature, texts);
    const found = path
      .split('.')
      .reduce<string | Texts | undefined>(
        (at, name) => (typeof at === 'object' ? at[name] : undefined),
        texts,
      );
    if (typeof found !== 'string') throw new Error(`${key} is no text`);
    return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
  };
}
