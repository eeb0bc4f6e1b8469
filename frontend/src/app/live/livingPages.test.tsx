import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/renderApp';
import { paths } from '../paths';
import { pageGroups } from '../shell/pages';
import { LIVING } from './hints';

/**
 * Read once and the same for everybody, or fed by a stream of their own. Whoever adds a noun here says why it may
 * stand still; all others need a line in `hints.ts`.
 */
const STANDING: Record<string, string> = {
  me: 'the user himself, changed by his own hand',
  rights: 'the catalogue of the build',
  protocolLog: 'has its own stream of frames',
  views: 'saved filters, changed by his own hand',
};

const addresses = [
  ...pageGroups.flatMap(({ pages }) => pages.map(({ path }) => path)),
  '/stations/unknown',
  '/stations/quarantine',
  '/users/roles',
  '/tariffs/stationGroups',
  '/tariffs/userGroups',
];

describe('[UI-074] Every page lives', () => {
  it.each(addresses)('%s shows only what a hint of the server can make fresh', async (address) => {
    const { queryClient } = renderApp(address);
    await screen.findByRole('heading', { level: 1 });
    const nouns = () =>
      queryClient
        .getQueryCache()
        .getAll()
        .map(({ queryKey }) => String(queryKey[0]));
    await waitFor(() => expect(nouns().filter((noun) => noun !== 'me')).not.toEqual([]));
    expect(nouns().filter((noun) => !LIVING.has(noun) && !(noun in STANDING))).toEqual([]);
  });

  it('covers the page list', () => expect(addresses).toContain(paths.stations));
});
