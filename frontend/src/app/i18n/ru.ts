import auth from '@/features/auth/locales/ru.json';
import common from '@/lib/locales/common.ru.json';
import shell from '../shell/shell.ru.json';

/** What stands before the first page too; words of enumerations, of refusals and of features come with the pages. */
export const texts = { common, shell, auth };
