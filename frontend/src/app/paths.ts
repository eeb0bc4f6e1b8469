/** Addresses of the pages. */
export const paths = {
  signIn: '/sign-in',
  stations: '/stations',
  unknownStations: '/stations/unknown',
  quarantine: '/stations/quarantine',
  sessions: '/sessions',
  deadLetters: '/dead-letters',
} as const;

/** Where to go after signing in: only addresses of this application are followed. */
export const safeReturn = (next: string | null): string =>
  next?.startsWith('/') && !next.startsWith('//') ? next : '/';
