import 'i18next';
import type apiClients from '@/features/apiClients/locales/en.json';
import type commands from '@/features/commands/locales/en.json';
import type deadLetters from '@/features/deadLetters/locales/en.json';
import type incidents from '@/features/incidents/locales/en.json';
import type operationLog from '@/features/operationLog/locales/en.json';
import type organizations from '@/features/organizations/locales/en.json';
import type kit from '@/features/kit/locales/en.json';
import type palette from '@/features/palette/locales/en.json';
import type profile from '@/features/profile/locales/en.json';
import type payments from '@/features/payments/locales/en.json';
import type protocolLog from '@/features/protocolLog/locales/en.json';
import type quarantine from '@/features/quarantine/locales/en.json';
import type roles from '@/features/roles/locales/en.json';
import type securityLog from '@/features/securityLog/locales/en.json';
import type sessions from '@/features/sessions/locales/en.json';
import type stations from '@/features/stations/locales/en.json';
import type tariffs from '@/features/tariffs/locales/en.json';
import type unknownStations from '@/features/unknownStations/locales/en.json';
import type users from '@/features/users/locales/en.json';
import type webhooks from '@/features/webhooks/locales/en.json';
import type enums from '@/lib/locales/enums.en.json';
import type errors from '@/lib/locales/errors.en.json';
import type { texts } from './en';

type Features = {
  enums: typeof enums;
  errors: typeof errors;
  apiClients: typeof apiClients;
  commands: typeof commands;
  deadLetters: typeof deadLetters;
  incidents: typeof incidents;
  operationLog: typeof operationLog;
  organizations: typeof organizations;
  kit: typeof kit;
  palette: typeof palette;
  profile: typeof profile;
  payments: typeof payments;
  protocolLog: typeof protocolLog;
  quarantine: typeof quarantine;
  roles: typeof roles;
  securityLog: typeof securityLog;
  sessions: typeof sessions;
  stations: typeof stations;
  tariffs: typeof tariffs;
  unknownStations: typeof unknownStations;
  webhooks: typeof webhooks;
  users: typeof users;
};

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof texts & Features;
  }
}
