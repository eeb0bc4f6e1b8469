import auth from '@/features/auth/locales/ru.json';
import common from '@/lib/locales/common.ru.json';
import errors from '@/lib/locales/errors.ru.json';
import shell from '../shell/shell.ru.json';

/** What stands before the first page too; words of enumerations and the texts of a feature come with the pages. */
export const texts = { common, errors, shell, auth };
