/** For parts that are rendered without their page, which would have loaded the texts, and for tests in both languages. */
export { needTexts, setLanguage } from '@/app/i18n/i18n';
