import 'i18next';
import type commands from '@/features/commands/locales/en.json';
import type deadLetters from '@/features/deadLetters/locales/en.json';
import type profile from '@/features/profile/locales/en.json';
import type protocolLog from '@/features/protocolLog/locales/en.json';
import type quarantine from '@/features/quarantine/locales/en.json';
import type sessions from '@/features/sessions/locales/en.json';
import type stations from '@/features/stations/locales/en.json';
import type unknownStations from '@/features/unknownStations/locales/en.json';
import type { texts } from './en';

type Features = {
  commands: typeof commands;
  deadLetters: typeof deadLetters;
  profile: typeof profile;
  protocolLog: typeof protocolLog;
  quarantine: typeof quarantine;
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
