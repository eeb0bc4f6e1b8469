import { expect } from '@playwright/test';
import type { World } from '../world';
import { choosing, inPane, pressing, window, type Window } from './hands';

const user = ({ userId }: World) => `/users/${userId}/info`;
const found = ({ login }: World) => `/users?q=${login}`;
const organization = ({ organizationId }: World) => `/organizations/${organizationId}/info`;
const ROLE_FORM = 'features/roles/RoleFormWindow';
const SECURITY = 'features/profile/Security';

/** Users, roles, organisations, clients, the log and the own profile. */
export const PEOPLE: Window[] = [
  window('a new user', 'features/users/UserFormWindow', '/users', pressing('users:form.add')),
  window('roles of a new user', 'features/users/RolesPicker', '/users', async ({ page, press, say }) => {
    await press('users:form.add');
    const roles = say('users:fields.roles');
    const opening = page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${roles}`) });
    await opening.click();
    await expect(page.getByRole('dialog', { name: roles, exact: true })).toBeVisible();
  }),
  window('blocking many', 'features/users/useUserBulk', found, async ({ page, press, say, world }) => {
    const name = say('common:list.choose', { name: world.login });
    await page.getByRole('checkbox', { name }).check();
    await press('users:deeds.block');
  }),
  ...(['block', 'delete', 'signOut'] as const).map((deed) =>
    window(`${deed} a user`, 'features/users/useUserWindows', user, pressing(`users:deeds.${deed}`)),
  ),
  window('cards of a user', 'features/users/RfidDialog', user, pressing('users:deeds.cards')),
  window('unbinding a card', 'features/users/UnbindQuestion', user, async ({ page, press, say, world }) => {
    await press('users:deeds.cards');
    const cards = page.getByRole('dialog');
    const unbind = cards.getByRole('button', { name: say('users:rfid.unbind', { number: world.tag }) });
    const number = cards.getByRole('textbox', { name: say('users:rfid.add') });
    await expect(number).toBeVisible();
    if (!(await unbind.isVisible())) {
      await number.fill(world.tag);
      await number.press('Enter');
    }
    await unbind.click();
  }),
  window('a new password', 'features/users/PasswordResetWindow', user, pressing('users:deeds.reset')),
  window('a new role', ROLE_FORM, '/users/roles', pressing('roles:add')),
  window('a role as a list', ROLE_FORM, '/users/roles', async (hands) => {
    await hands.choose(hands.world.role, 'roles:deeds.edit');
    await hands.pressIn('roles:editor.asList');
  }),
  window(
    'deleting a role',
    'features/roles/useRoleWindows',
    '/users/roles',
    choosing('role', 'roles:deeds.delete'),
  ),
  window(
    'a new organisation',
    'features/organizations/OrganizationFormWindow',
    '/organizations',
    pressing('organizations:form.add'),
  ),
  window(
    'deleting an organisation',
    'features/organizations/useOrganizationWindows',
    organization,
    pressing('organizations:deeds.delete'),
  ),
  window(
    'a new client',
    'features/apiClients/ApiClientFormWindow',
    '/api-clients',
    pressing('apiClients:form.add'),
  ),
  window(
    'another secret of a client',
    'features/apiClients/useApiClientWindows',
    '/api-clients',
    choosing('client', 'apiClients:deeds.rotate'),
  ),
  window('the secret of a client', 'features/apiClients/SecretWindow', '/api-clients', async (hands) => {
    await hands.choose(hands.world.client, 'apiClients:deeds.rotate');
    await hands.pressIn('apiClients:ask.rotate.confirm');
    await hands.seeSecret();
  }),
  window(
    'an entry of the log',
    'features/securityLog/EntryPane',
    '/security-log',
    inPane(() => undefined),
  ),
  window('the own password', SECURITY, '/profile', pressing('profile:password.change')),
  window('a second factor', SECURITY, '/profile', pressing('profile:totp.setUp')),
  window(
    'leaving everywhere',
    'features/profile/OwnSessions',
    '/profile',
    pressing('profile:sessions.everywhere'),
  ),
];
