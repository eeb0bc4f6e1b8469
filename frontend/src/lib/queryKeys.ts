/** Keys of what is read of a noun: its lists by their query, its records by their id. The noun is what hints name. */
export function keysOf<Noun extends string>(noun: Noun) {
  const all = [noun] as const;
  return {
    all,
    list: (query: Record<string, unknown>) => [...all, 'list', query] as const,
    detail: (id: string) => [...all, 'detail', id] as const,
  };
}
