import { createContext, useContext } from 'react';
import type { Me } from '@/api/types';

/** A right as the server names it: `noun:verb`. */
export type Right = `${string}:${string}`;

/** The signed-in user; null only on pages outside the shell. */
export const MeContext = createContext<Me | null>(null);

export const useMe = (): Me | null => useContext(MeContext);

/** Hides what the server would refuse; the server still refuses. */
export const useCan = (right: Right): boolean => useMe()?.rights.includes(right) ?? false;
