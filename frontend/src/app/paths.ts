/** Addresses of the pages. */
export const paths = {
  signIn: '/sign-in',
  stations: '/stations',
  sessions: '/sessions',
} as const;

/** Where to go after signing in: only addresses of this application are followed. */
export const safeReturn = (next: string | null): string =>
  next?.startsWith('/') && !next.startsWith('//') ? next : '/';
