/** For parts that are rendered without their page, which would have loaded the texts. */
export { needTexts } from '@/app/i18n/i18n';
