import type { ApiClient, Credential, LogEntry, Organization, RightEntry, Role, User } from '@/api/types';
import { makeLog } from './logSketches';
import { makeApiClients, makeOrganizations } from './organizationSketches';
import { makeRights, makeRoles } from './roleSketches';
import { makeCredentials, makeUsers } from './userSketches';

/** People and what they may do, as the pretended server knows them. */
export interface People {
  users: User[];
  credentials: Credential[];
  roles: Role[];
  rights: RightEntry[];
  organizations: Organization[];
  apiClients: ApiClient[];
  log: LogEntry[];
}

export function makePeople(): People {
  const rights = makeRights();
  const roles = makeRoles(rights);
  const organizations = makeOrganizations();
  const users = makeUsers(roles, organizations);
  return {
    rights,
    roles,
    organizations,
    users,
    credentials: makeCredentials(users),
    apiClients: makeApiClients(),
    log: makeLog({ users, roles, organizations }),
  };
}
