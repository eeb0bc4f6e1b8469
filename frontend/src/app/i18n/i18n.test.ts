import i18next from 'i18next';
import { expect, it } from 'vitest';
import { needTexts, setLanguage, startI18n } from './i18n';

it('a page that opens while the language changes has its texts in the new one', async () => {
  await startI18n('ru');
  const change = setLanguage('en');
  await needTexts('webhooks');
  await change;
  expect(i18next.language).toBe('en');
  expect(i18next.hasResourceBundle('en', 'webhooks')).toBe(true);
  await setLanguage('ru');
});
