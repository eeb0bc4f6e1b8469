import auth from '@/features/auth/locales/ru.json';
import commands from '@/features/commands/locales/ru.json';
import sessions from '@/features/sessions/locales/ru.json';
import stations from '@/features/stations/locales/ru.json';
import common from '@/lib/locales/common.ru.json';
import enums from '@/lib/locales/enums.ru.json';
import errors from '@/lib/locales/errors.ru.json';
import shell from '../shell/shell.ru.json';

export const texts = { common, enums, errors, shell, auth, commands, sessions, stations };
