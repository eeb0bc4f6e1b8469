import { lazy, type ComponentType } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { needTexts } from './i18n/i18n';
import { paths } from './paths';
import { RequireUser } from './RequireUser';

/** A page as a chunk of its own, with the texts of the features that it puts together. */
const page = (load: () => Promise<ComponentType>, ...features: string[]) =>
  lazy(async () => {
    const [Page] = await Promise.all([load(), needTexts(...features)]);
    return { default: Page };
  });

const SignIn = page(async () => (await import('./pages/SignInPage')).SignInPage);
const ThemedPages = page(async () => (await import('./theme/ThemedPages')).ThemedPages);
const Stations = page(
  async () => (await import('./pages/StationsPage')).StationsPage,
  'stations',
  'commands',
  'sessions',
);
const Billing = page(async () => (await import('./pages/BillingPage')).BillingPage, 'payments');
const Payment = page(async () => (await import('./pages/PaymentPage')).PaymentPage, 'payments');
const Tariffs = page(async () => (await import('./pages/TariffsPage')).TariffsPage, 'tariffs');
const Commands = page(async () => (await import('./pages/CommandsPage')).CommandsPage, 'commands');
const UnknownStations = page(
  async () => (await import('./pages/UnknownStationsPage')).UnknownStationsPage,
  'unknownStations',
  'stations',
);
const Incidents = page(async () => (await import('./pages/IncidentsPage')).IncidentsPage, 'incidents');
const Quarantine = page(
  async () => (await import('./pages/QuarantinePage')).QuarantinePage,
  'quarantine',
  'stations',
);
const Station = page(
  async () => (await import('./pages/StationPage')).StationPage,
  'stations',
  'sessions',
  'commands',
  'operationLog',
  'protocolLog',
  'incidents',
);
const Sessions = page(async () => (await import('./pages/SessionsPage')).SessionsPage, 'sessions');
const Webhooks = page(async () => (await import('./pages/WebhooksPage')).WebhooksPage, 'webhooks');
const Webhook = page(async () => (await import('./pages/WebhookPage')).WebhookPage, 'webhooks');
const DeadLetters = page(
  async () => (await import('./pages/DeadLettersPage')).DeadLettersPage,
  'deadLetters',
);
const Session = page(
  async () => (await import('./pages/SessionPage')).SessionPage,
  'sessions',
  'payments',
  'commands',
  'operationLog',
);

const Kit = page(async () => (await import('./pages/KitPage')).KitPage, 'kit');
const Profile = page(async () => (await import('./pages/ProfilePage')).ProfilePage, 'profile', 'users');

const Users = page(async () => (await import('./pages/UsersPage')).UsersPage, 'users');
const Roles = page(async () => (await import('./pages/RolesPage')).RolesPage, 'roles', 'users');
const User = page(async () => (await import('./pages/UserPage')).UserPage, 'users', 'sessions');
const Organizations = page(
  async () => (await import('./pages/OrganizationsPage')).OrganizationsPage,
  'organizations',
);
const Organization = page(
  async () => (await import('./pages/OrganizationPage')).OrganizationPage,
  'organizations',
  'users',
);
const ApiClients = page(
  async () => (await import('./pages/ApiClientsPage')).ApiClientsPage,
  'apiClients',
  'roles',
);
const SecurityLog = page(
  async () => (await import('./pages/SecurityLogPage')).SecurityLogPage,
  'securityLog',
);

export const AppRoutes = () => (
  <Routes>
    <Route path={paths.signIn} element={<SignIn />} />
    <Route element={<RequireUser />}>
      {/* Until the statistics page stands, the stations list comes first. */}
      <Route index element={<Navigate to={paths.stations} replace />} />
      <Route element={<ThemedPages />}>
        <Route path="stations" element={<Stations />} />
        <Route path="stations/unknown" element={<UnknownStations />} />
        <Route path="stations/quarantine" element={<Quarantine />} />
        <Route path="stations/:stationId/:tab?" element={<Station />} />
        <Route path="incidents" element={<Incidents />} />
        <Route path="webhooks" element={<Webhooks />} />
        <Route path="webhooks/:webhookId/:tab?" element={<Webhook />} />
        <Route path="dead-letters" element={<DeadLetters />} />
        <Route path="dev/kit/:tab?" element={<Kit />} />
        <Route path="profile" element={<Profile />} />
        <Route path="users" element={<Users />} />
        <Route path="users/roles" element={<Roles />} />
        <Route path="users/:userId/:tab?" element={<User />} />
        <Route path="organizations" element={<Organizations />} />
        <Route path="organizations/:organizationId/:tab?" element={<Organization />} />
        <Route path="api-clients" element={<ApiClients />} />
        <Route path="security-log" element={<SecurityLog />} />
        <Route path="sessions" element={<Sessions />} />
        <Route path="commands" element={<Commands />} />
        <Route path="billing" element={<Billing />} />
        <Route path="billing/:paymentId" element={<Payment />} />
        <Route path="tariffs/:tab?" element={<Tariffs />} />
        <Route path="sessions/:sessionId/:tab?" element={<Session />} />
      </Route>
      <Route path="*" element={<Navigate to="/" replace />} />
    </Route>
  </Routes>
);
