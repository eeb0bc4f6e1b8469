import type { Window } from './hands';
import { KIT } from './kit';
import { MONEY } from './money';
import { NOTES } from './notes';
import { PEOPLE } from './people';
import { STATIONS } from './stations';

/** Every window that a page can open. */
export const WINDOWS: readonly Window[] = [...PEOPLE, ...STATIONS, ...NOTES, ...MONEY, ...KIT];
