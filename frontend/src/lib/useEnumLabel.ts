import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type en from './locales/enums.en.json';

/** Vocabularies of the product (files 11a and 11b) that have labels. */
export type Vocabulary = keyof typeof en;

/** Label of a machine code. A code that this version does not know is shown as it came. */
export function useEnumLabel(): (vocabulary: Vocabulary, code: string) => string {
  const { t } = useTranslation('enums');
  return useCallback(
    (vocabulary, code) => t(`${vocabulary}.${code}` as never, { defaultValue: code }) as string,
    [t],
  );
}
