/** Addresses of the pages. */
export const paths = {
  signIn: '/sign-in',
  stations: '/stations',
  unknownStations: '/stations/unknown',
  incidents: '/incidents',
  quarantine: '/stations/quarantine',
  sessions: '/sessions',
  commands: '/commands',
  tariffs: '/tariffs',
  billing: '/billing',
  webhooks: '/webhooks',
  users: '/users',
  roles: '/users/roles',
  organizations: '/organizations',
  apiClients: '/api-clients',
  securityLog: '/security-log',
  profile: '/profile',
  deadLetters: '/dead-letters',
} as const;

/** Where to go after signing in: only addresses of this application are followed. */
export const safeReturn = (next: string | null): string =>
  next?.startsWith('/') && !next.startsWith('//') ? next : '/';
