import 'i18next';
import type commands from '@/features/commands/locales/en.json';
import type deadLetters from '@/features/deadLetters/locales/en.json';
import type protocolLog from '@/features/protocolLog/locales/en.json';
import type sessions from '@/features/sessions/locales/en.json';
import type stations from '@/features/stations/locales/en.json';
import type unknownStations from '@/features/unknownStations/locales/en.json';
import type { texts } from './en';

type Features = {
  commands: typeof commands;
  deadLetters: typeof deadLetters;
  protocolLog: typeof protocolLog;
  sessions: typeof sessions;
  stations: typeof stations;
  unknownStations: typeof unknownStations;
};

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof texts & Features;
  }
}
