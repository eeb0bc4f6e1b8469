import auth from '@/features/auth/locales/en.json';
import common from '@/lib/locales/common.en.json';
import errors from '@/lib/locales/errors.en.json';
import shell from '../shell/shell.en.json';

/** What stands before the first page too; words of enumerations and the texts of a feature come with the pages. */
export const texts = { common, errors, shell, auth };
