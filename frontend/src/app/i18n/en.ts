import auth from '@/features/auth/locales/en.json';
import common from '@/lib/locales/common.en.json';
import shell from '../shell/shell.en.json';

/** What stands before the first page too; words of enumerations, of refusals and of features come with the pages. */
export const texts = { common, shell, auth };
