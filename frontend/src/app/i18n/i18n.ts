import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '@/lib/format';

const KEY = 'sc-language';

type Texts = Record<string, object>;

/** Each language is a chunk of its own: a browser loads only the one it shows. */
const shared: Record<Language, () => Promise<{ texts: Texts }>> = {
  en: () => import('./en'),
  ru: () => import('./ru'),
};

/** Texts that come with the pages, by file; a feature's folder is all it takes to be found here. */
const ofPages = import.meta.glob<object>(
  ['../../features/*/locales/*.json', '../../lib/locales/{enums,errors}.*.json'],
  { import: 'default' },
);

/** The words of enumerations and of refusals belong to no feature: every page may need them. */
const OF_ALL = ['enums', 'errors'];

const fileOf = (namespace: string, language: Language) =>
  OF_ALL.includes(namespace)
    ? `../../lib/locales/${namespace}.${language}.json`
    : `../../features/${namespace}/locales/${language}.json`;

/** Features whose pages have been opened: another language must bring their texts too. */
const opened = new Set<string>();

/** The language that is shown, or will be in a moment: a page that opens meanwhile needs its texts in both. */
let wanted: Language | null = null;

export function storedLanguage(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'ru';
  } catch {
    return 'ru';
  }
}

function add(language: Language, texts: Texts): void {
  for (const [namespace, words] of Object.entries(texts))
    i18next.addResourceBundle(language, namespace, words);
}

async function loadFeature(language: Language, feature: string): Promise<void> {
  if (i18next.hasResourceBundle(language, feature)) return;
  const load = ofPages[fileOf(feature, language)];
  if (load) add(language, { [feature]: await load() });
}

async function load(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'common')) add(language, (await shared[language]()).texts);
  await Promise.all([...opened].map((feature) => loadFeature(language, feature)));
}

/** Brings the texts of features in the present language, before a page of theirs is shown. */
export async function needTexts(...features: string[]): Promise<void> {
  [...OF_ALL, ...features].forEach((feature) => opened.add(feature));
  const present: Language = i18next.language === 'en' ? 'en' : 'ru';
  await Promise.all([...new Set([present, wanted ?? present])].map(load));
}

/** Shows the interface in `language` and remembers it for this browser's next first paint. */
export async function setLanguage(language: Language): Promise<void> {
  wanted = language;
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
