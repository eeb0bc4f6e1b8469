export interface Change {
  field: string;
  before: unknown;
  after: unknown;
}

type Picture = Readonly<Record<string, unknown>> | null;

const isSame = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

/** The fields that differ between two pictures of a thing, in the order of their names. */
export function changesOf(before: Picture, after: Picture): Change[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names]
    .toSorted()
    .map((field) => ({ field, before: before?.[field], after: after?.[field] }))
    .filter((change) => !isSame(change.before, change.after));
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** Of two lists only what came and what went; null when they are no lists. */
export function listChange({ before, after }: Change): { added: unknown[]; removed: unknown[] } | null {
  if (!isList(before) || !isList(after)) return null;
  const lacks = (list: unknown[]) => (value: unknown) => !list.some((other) => isSame(other, value));
  return { added: after.filter(lacks(before)), removed: before.filter(lacks(after)) };
}

/** A value as one reads it. */
export const readValue = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};
