import { createContext, useContext } from 'react';

/** True while the server cannot be reached: data stay on the screen, actions are switched off. */
export const OfflineContext = createContext(false);

export const useOffline = (): boolean => useContext(OfflineContext);
