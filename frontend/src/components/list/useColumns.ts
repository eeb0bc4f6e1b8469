import { useState } from 'react';
import { readStored, writeStored } from '@/lib/storage';
import type { Column, ListScope } from './types';

type Choice = Readonly<Record<string, boolean>>;

/** Which columns are shown: the defaults of the list, changed by what the user ticked in this browser. */
export function useColumns<Row>(listId: string, all: readonly Column<Row>[], scope?: ListScope) {
  const key = `sc-columns-${listId}`;
  const [choice, setChoice] = useState<Choice>(() => readStored<Choice>(key, {}));
  const offered = all.filter((column) => !scope?.without.includes(column.id));
  const isShown = (column: Column<Row>) => choice[column.id] ?? !column.isHidden;

  const store = (next: Choice) => {
    setChoice(next);
    writeStored(key, next);
  };
  return {
    offered,
    shown: offered.filter(isShown),
    isShown,
    toggle: (column: Column<Row>) => store({ ...choice, [column.id]: !isShown(column) }),
    reset: () => store({}),
  };
}

export type Columns<Row> = ReturnType<typeof useColumns<Row>>;
