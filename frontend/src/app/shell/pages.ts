import type { IconName } from '@/components/icons/drawings';
import type { Right } from '@/lib/me';
import { paths } from '../paths';

export interface PageEntry {
  /** Key of the name in the `shell` texts. */
  name: 'stations' | 'sessions';
  path: string;
  icon: IconName;
  right: Right;
}

export interface PageGroup {
  /** Key of the heading; the first group has none. */
  heading?: never;
  pages: readonly PageEntry[];
}

/** The page list holds only pages that stand; a page without the right is not offered. */
export const pageGroups: readonly PageGroup[] = [
  {
    pages: [
      { name: 'stations', path: paths.stations, icon: 'station', right: 'stations:read' },
      { name: 'sessions', path: paths.sessions, icon: 'session', right: 'sessions:read' },
    ],
  },
];
