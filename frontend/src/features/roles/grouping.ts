import type { RightEntry } from '@/api/types';

/** Columns of the editor: what one may do with the things of a page. */
export const VERBS = ['see', 'change', 'command', 'money'] as const;
export type Verb = (typeof VERBS)[number];

/** Rights of one page. */
export interface PageRights {
  page: string;
  rights: readonly RightEntry[];
}

export interface RightsGroup {
  id: GroupId;
  pages: readonly PageRights[];
}

// The order of the page list. A page that this version does not know stands in the last group.
const GROUPS = {
  stations: [
    'statistics',
    'map',
    'stations',
    'unknown-stations',
    'quarantine',
    'protocol-log',
    'operation-log',
    'sessions',
    'incidents',
    'commands',
    'software',
    'updates',
  ],
  finance: ['financial-statistics', 'payments', 'tariffs', 'user-groups', 'station-groups'],
  management: ['users', 'roles', 'reports', 'security-log', 'api-clients'],
  references: [
    'organizations',
    'operators',
    'makers',
    'vehicles',
    'message-templates',
    'policies',
    'webhooks',
  ],
} as const satisfies Record<string, readonly string[]>;

export type GroupId = keyof typeof GROUPS | 'other';

const groupOf = (page: string): GroupId => {
  const found = Object.entries(GROUPS).find(([, pages]) => (pages as readonly string[]).includes(page));
  return (found?.[0] ?? 'other') as GroupId;
};

const rank = (page: string) => {
  const place = Object.values(GROUPS)
    .flat()
    .indexOf(page as never);
  return place < 0 ? Number.MAX_SAFE_INTEGER : place;
};

/** Rights that stations and other systems know: they have no page. */
export const deviceRights = (rights: readonly RightEntry[]): RightEntry[] =>
  rights.filter(({ verb }) => verb === 'device');

/** Rights of the dashboard by group and page, in the order of the page list. */
export function groupRights(rights: readonly RightEntry[]): RightsGroup[] {
  const byPage = new Map<string, RightEntry[]>();
  for (const right of rights) {
    if (right.verb === 'device') continue;
    const page = right.page ?? right.noun;
    byPage.set(page, [...(byPage.get(page) ?? []), right]);
  }
  const pages = [...byPage].map(([page, own]) => ({ page, rights: own }));
  const ordered = pages.toSorted(
    (left, right) => rank(left.page) - rank(right.page) || left.page.localeCompare(right.page),
  );
  const ids: GroupId[] = [...(Object.keys(GROUPS) as GroupId[]), 'other'];
  return ids
    .map((id) => ({ id, pages: ordered.filter(({ page }) => groupOf(page) === id) }))
    .filter(({ pages: own }) => own.length > 0);
}

/** What is ticked now and was not before, and the other way round. */
export function changesOf(before: readonly string[], now: readonly string[]) {
  return {
    added: now.filter((code) => !before.includes(code)).toSorted(),
    removed: before.filter((code) => !now.includes(code)).toSorted(),
  };
}
