import auth from '@/features/auth/locales/en.json';
import commands from '@/features/commands/locales/en.json';
import sessions from '@/features/sessions/locales/en.json';
import stations from '@/features/stations/locales/en.json';
import common from '@/lib/locales/common.en.json';
import enums from '@/lib/locales/enums.en.json';
import errors from '@/lib/locales/errors.en.json';
import shell from '../shell/shell.en.json';

export const texts = { common, enums, errors, shell, auth, commands, sessions, stations };
