import { useState } from 'react';
import { useMe } from '@/lib/me';
import { readStored, writeStored } from '@/lib/storage';
import { useModest } from '@/lib/useMedia';
import type { Column, ListScope } from './types';

/** What the user has changed; everything else is as the list declares it. */
interface Choice {
  shown: Readonly<Record<string, boolean>>;
  /** Ids in the user's order; empty for the documented one. */
  order: readonly string[];
  /** Pixels by id. */
  widths: Readonly<Record<string, number>>;
}

const AS_DECLARED: Choice = { shown: {}, order: [], widths: {} };
const NARROWEST = 64;
const WIDEST = 800;

/** A column that the user's order does not know stands after its documented neighbour (UI-084). */
export function inOrder<Row>(all: readonly Column<Row>[], order: readonly string[]): Column<Row>[] {
  const known = order.flatMap((id) => all.find((column) => column.id === id) ?? []);
  if (known.length === 0) return [...all];
  const sorted = [...known];
  all.forEach((column, place) => {
    if (sorted.includes(column)) return;
    const before = all[place - 1];
    sorted.splice(before ? sorted.indexOf(before) + 1 : 0, 0, column);
  });
  return sorted;
}

function moved(ids: readonly string[], id: string, to: number): string[] {
  const others = ids.filter((other) => other !== id);
  const place = Math.max(0, Math.min(others.length, to));
  return [...others.slice(0, place), id, ...others.slice(place)];
}

/** Columns of a list: which are shown, where and how wide, remembered for this user in this browser. */
export function useColumns<Row>(
  listId: string,
  all: readonly Column<Row>[],
  scope?: ListScope,
  isBesidePane = false,
) {
  const key = `sc-columns-${listId}-${useMe()?.login ?? ''}`;
  const [choice, setChoice] = useState<Choice>(() => ({ ...AS_DECLARED, ...readStored(key, AS_DECLARED) }));
  const isModest = useModest();
  const offered = inOrder(
    all.filter((column) => !scope?.without.includes(column.id)),
    choice.order,
  );
  const isShown = ({ id, isHidden, yields }: Column<Row>) =>
    choice.shown[id] ?? !(isHidden || (yields && (isBesidePane || (isModest && yields === true))));
  const widthOf = ({ id, width }: Column<Row>) => choice.widths[id] ?? width;

  const store = (change: Partial<Choice>) => {
    const next = { ...choice, ...change };
    setChoice(next);
    writeStored(key, next);
  };
  return {
    offered,
    shown: offered.filter(isShown).map((column) => {
      const width = widthOf(column);
      return width === undefined ? column : { ...column, width };
    }),
    isShown,
    isChanged: JSON.stringify(choice) !== JSON.stringify(AS_DECLARED),
    toggle: (column: Column<Row>) => store({ shown: { ...choice.shown, [column.id]: !isShown(column) } }),
    /** Shows these and no others: the columns of a saved view. */
    showOnly: (ids: readonly string[]) =>
      store({ shown: Object.fromEntries(all.map(({ id }) => [id, ids.includes(id)])) }),
    move: (id: string, to: number) =>
      store({
        order: moved(
          offered.map((column) => column.id),
          id,
          to,
        ),
      }),
    resize: (id: string, width: number) =>
      store({
        widths: { ...choice.widths, [id]: Math.round(Math.max(NARROWEST, Math.min(WIDEST, width))) },
      }),
    reset: () => store(AS_DECLARED),
  };
}

export type Columns<Row> = ReturnType<typeof useColumns<Row>>;
