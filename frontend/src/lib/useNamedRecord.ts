import { useState } from 'react';
import { useSearchParams } from 'react-router';

/** The record that stands beside its list: the one that was pressed, else the one that a link names (`?incident=id`). */
export function useNamedRecord<Item>(name: string) {
  const [search, setSearch] = useSearchParams();
  const [pressed, press] = useState<Item | null>(null);
  const named = search.get(name);
  const close = () => {
    press(null);
    if (named === null) return;
    setSearch(
      (current) => {
        const next = new URLSearchParams(current);
        next.delete(name);
        return next;
      },
      { replace: true },
    );
  };
  return { named, pressed, press, close };
}
