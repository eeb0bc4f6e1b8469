import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { unwrap } from '@/api/problem';
import type { DeadLetter as Letter, DeadLetterDetail } from '@/api/types';
import type { ListSource } from '@/components/list/types';
import { keysOf } from '@/lib/queryKeys';

/** Every service keeps the letters of its own readers. */
export const SERVICES = ['stations', 'sessions', 'billing', 'identity', 'updates', 'notifications'] as const;
export type Service = (typeof SERVICES)[number];

export type DeadLetter = Letter & { service: Service };

type ListQuery = Record<string, unknown>;

export const letterKeys = {
  ...keysOf('deadLetters'),
  one: (letter: DeadLetter) => [...letterKeys.all, letter.service, letter.id] as const,
};

const MOST = 100;

/** All of one service, as many requests as that takes. */
async function lettersOf(service: Service, signal: AbortSignal): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { limit: MOST, ...(cursor ? { cursor } : {}) };
    const page = await unwrap(api.GET(`/api/v1/dead-letters/${service}`, { params: { query }, signal }));
    letters.push(...page.items.map((letter) => ({ ...letter, service })));
    cursor = page.next_cursor;
  } while (cursor);
  return letters;
}

/** There are few and no service knows those of another: they are put together, filtered and cut here. */
export const deadLettersQuery = (query: ListQuery): ListSource<DeadLetter> => ({
  queryKey: letterKeys.list(query),
  queryFn: async ({ signal }) => {
    const chosen = SERVICES.filter((service) => !query['service'] || query['service'] === service);
    const letters = (await Promise.all(chosen.map((service) => lettersOf(service, signal)))).flat();
    return cut(letters, query);
  },
});

function cut(letters: readonly DeadLetter[], query: ListQuery) {
  const text = typeof query['q'] === 'string' ? query['q'].toLowerCase() : '';
  const found = letters
    .filter(({ type, key, error }) => [type, key, error].some((part) => part.toLowerCase().includes(text)))
    .toSorted((one, other) => other.last_failed_at.localeCompare(one.last_failed_at));
  const offset = Number(query['offset'] ?? 0);
  return {
    items: found.slice(offset, offset + Number(query['limit'] ?? found.length)),
    total: found.length,
    total_is_exact: true,
  };
}

/** The letter with its payload. */
export const deadLetterQuery = (letter: DeadLetter) => ({
  queryKey: letterKeys.one(letter),
  queryFn: ({ signal }: { signal: AbortSignal }): Promise<DeadLetterDetail> =>
    unwrap(
      api.GET(`/api/v1/dead-letters/${letter.service}/{letter_id}`, {
        params: { path: { letter_id: letter.id } },
        signal,
      }),
    ),
});

/** Applies the letter once more, or lets it go; the lists are asked again whatever came of it. */
export function useSettleLetter(deed: 'replay' | 'dismiss') {
  const queryClient = useQueryClient();
  return async ({ service, id }: DeadLetter) => {
    try {
      await unwrap(
        api.POST(`/api/v1/dead-letters/${service}/{letter_id}/${deed}`, {
          params: { path: { letter_id: id } },
        }),
      );
    } finally {
      await queryClient.invalidateQueries({ queryKey: letterKeys.all });
    }
  };
}
