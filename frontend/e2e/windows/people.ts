import { expect } from '@playwright/test';
import type { World } from '../world';
import type { Hands, Window } from './hands';

const user = ({ userId }: World) => `/users/${userId}/info`;

/** Users, roles, organisations, clients, the log and the own profile. */
export const PEOPLE: Window[] = [
  {
    name: 'a new user',
    file: 'features/users/UserFormWindow.tsx',
    at: () => '/users',
    open: ({ press }) => press('users:form.add'),
  },
  {
    name: 'roles of a new user',
    file: 'features/users/RolesPicker.tsx',
    at: () => '/users',
    open: async ({ page, press, say }) => {
      await press('users:form.add');
      const roles = say('users:fields.roles');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: new RegExp(`^${roles}`) })
        .click();
      await expect(page.getByRole('dialog', { name: roles, exact: true })).toBeVisible();
    },
  },
  {
    name: 'blocking many',
    file: 'features/users/useUserBulk.tsx',
    at: ({ login }) => `/users?q=${login}`,
    open: async ({ page, press, say, world }) => {
      const name = say('common:list.choose', { name: world.login });
      await page.getByRole('checkbox', { name }).check();
      await press('users:deeds.block');
    },
  },
  ...(['block', 'delete', 'signOut'] as const).map((deed) => ({
    name: `${deed} a user`,
    file: 'features/users/useUserWindows.tsx',
    at: user,
    open: ({ press }: Hands) => press(`users:deeds.${deed}`),
  })),
  {
    name: 'cards of a user',
    file: 'features/users/RfidDialog.tsx',
    at: user,
    open: ({ press }) => press('users:deeds.cards'),
  },
  {
    name: 'unbinding a card',
    file: 'features/users/UnbindQuestion.tsx',
    at: user,
    open: async ({ page, press, say, world }) => {
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
    },
  },
  {
    name: 'a new password',
    file: 'features/users/PasswordResetWindow.tsx',
    at: user,
    open: ({ press }) => press('users:deeds.reset'),
  },
  {
    name: 'a new role',
    file: 'features/roles/RoleFormWindow.tsx',
    at: () => '/users/roles',
    open: ({ press }) => press('roles:add'),
  },
  {
    name: 'a role as a list',
    file: 'features/roles/RoleFormWindow.tsx',
    at: () => '/users/roles',
    open: async (hands) => {
      await hands.choose(hands.world.role, 'roles:deeds.edit');
      await hands.pressIn('roles:editor.asList');
    },
  },
  {
    name: 'deleting a role',
    file: 'features/roles/useRoleWindows.tsx',
    at: () => '/users/roles',
    open: (hands) => hands.choose(hands.world.role, 'roles:deeds.delete'),
  },
  {
    name: 'a new organisation',
    file: 'features/organizations/OrganizationFormWindow.tsx',
    at: () => '/organizations',
    open: ({ press }) => press('organizations:form.add'),
  },
  {
    name: 'deleting an organisation',
    file: 'features/organizations/useOrganizationWindows.tsx',
    at: ({ organizationId }) => `/organizations/${organizationId}/info`,
    open: ({ press }) => press('organizations:deeds.delete'),
  },
  {
    name: 'a new client',
    file: 'features/apiClients/ApiClientFormWindow.tsx',
    at: () => '/api-clients',
    open: ({ press }) => press('apiClients:form.add'),
  },
  {
    name: 'another secret of a client',
    file: 'features/apiClients/useApiClientWindows.tsx',
    at: () => '/api-clients',
    open: (hands) => hands.choose(hands.world.client, 'apiClients:deeds.rotate'),
  },
  {
    name: 'the secret of a client',
    file: 'features/apiClients/SecretWindow.tsx',
    at: () => '/api-clients',
    open: async (hands) => {
      await hands.choose(hands.world.client, 'apiClients:deeds.rotate');
      await hands.pressIn('apiClients:ask.rotate.confirm');
      await expect(hands.page.getByRole('dialog').locator('code').first()).toBeVisible();
    },
  },
  {
    name: 'an entry of the log',
    file: 'features/securityLog/EntryPane.tsx',
    at: () => '/security-log',
    open: (hands) => hands.pane(),
  },
  {
    name: 'the own password',
    file: 'features/profile/Security.tsx',
    at: () => '/profile',
    open: ({ press }) => press('profile:password.change'),
  },
  {
    name: 'a second factor',
    file: 'features/profile/Security.tsx',
    at: () => '/profile',
    open: ({ press }) => press('profile:totp.setUp'),
  },
  {
    name: 'leaving everywhere',
    file: 'features/profile/OwnSessions.tsx',
    at: () => '/profile',
    open: ({ press }) => press('profile:sessions.everywhere'),
  },
];
