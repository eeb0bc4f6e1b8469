import auth from '@/features/auth/locales/ru.json';
import common from '@/lib/locales/common.ru.json';
import enums from '@/lib/locales/enums.ru.json';
import errors from '@/lib/locales/errors.ru.json';
import shell from '../shell/shell.ru.json';

/** What every page needs; the texts of a feature come with its pages. */
export const texts = { common, enums, errors, shell, auth };
