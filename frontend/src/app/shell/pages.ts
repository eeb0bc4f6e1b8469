import type { IconName } from '@/components/icons/drawings';
import type { Right } from '@/lib/me';
import { paths } from '../paths';
import type { texts } from '../i18n/en';

export interface PageEntry {
  /** Key of the name in the `shell` texts, under `page`. */
  name: keyof (typeof texts)['shell']['page'];
  path: string;
  icon: IconName;
  right: Right;
}

export interface PageGroup {
  /** Key of the heading in the `shell` texts, under `group`; a group without one stands by itself. */
  heading?: keyof (typeof texts)['shell']['group'];
  pages: readonly PageEntry[];
}

/**
 * The page list in the order of UI-026..044. It holds only pages that stand; a page without the right is not offered,
 * a group without a page neither.
 */
export const pageGroups: readonly PageGroup[] = [
  {
    pages: [
      { name: 'stations', path: paths.stations, icon: 'station', right: 'stations:read' },
      { name: 'sessions', path: paths.sessions, icon: 'session', right: 'sessions:read' },
      { name: 'incidents', path: paths.incidents, icon: 'alert', right: 'incidents:read' },
    ],
  },
  {
    heading: 'finance',
    pages: [
      { name: 'billing', path: paths.billing, icon: 'card', right: 'payments:read' },
      { name: 'tariffs', path: paths.tariffs, icon: 'tag', right: 'tariffs:read' },
    ],
  },
  {
    pages: [
      { name: 'users', path: paths.users, icon: 'users', right: 'users:read' },
      { name: 'commands', path: paths.commands, icon: 'terminal', right: 'commands:read' },
      { name: 'securityLog', path: paths.securityLog, icon: 'shield', right: 'security-log:read' },
    ],
  },
  {
    heading: 'references',
    pages: [
      { name: 'organizations', path: paths.organizations, icon: 'organization', right: 'organizations:read' },
    ],
  },
  {
    heading: 'integration',
    pages: [
      { name: 'apiClients', path: paths.apiClients, icon: 'key', right: 'api-clients:read' },
      { name: 'webhooks', path: paths.webhooks, icon: 'link', right: 'webhooks:read' },
      { name: 'deadLetters', path: paths.deadLetters, icon: 'inbox', right: 'dead-letters:read' },
    ],
  },
];

/** The groups with the pages that somebody with these rights may see. */
export const offeredGroups = (rights: readonly string[]): PageGroup[] =>
  pageGroups
    .map((group) => ({ ...group, pages: group.pages.filter(({ right }) => rights.includes(right)) }))
    .filter(({ pages }) => pages.length > 0);
