import auth from '@/features/auth/locales/en.json';
import common from '@/lib/locales/common.en.json';
import enums from '@/lib/locales/enums.en.json';
import errors from '@/lib/locales/errors.en.json';
import shell from '../shell/shell.en.json';

/** What every page needs; the texts of a feature come with its pages. */
export const texts = { common, enums, errors, shell, auth };
