import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '@/lib/format';

const KEY = 'sc-language';

/** Each language is a chunk of its own: a browser loads only the one it shows. */
const loaders = {
  en: () => import('./en'),
  ru: () => import('./ru'),
} satisfies Record<Language, () => Promise<{ texts: object }>>;

export function storedLanguage(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'ru';
  } catch {
    return 'ru';
  }
}

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'common')) return;
  const { texts } = await loaders[language]();
  for (const [namespace, words] of Object.entries(texts))
    i18next.addResourceBundle(language, namespace, words);
}

/** Shows the interface in `language` and remembers it for this browser's next first paint. */
export async function setLanguage(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A browser without storage starts in Russian next time.
  }
}

export async function startI18n(language: Language = storedLanguage()): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: {},
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await setLanguage(language);
  return i18next;
}
