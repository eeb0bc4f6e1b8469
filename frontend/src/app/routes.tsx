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
const Stations = page(async () => (await import('./pages/StationsPage')).StationsPage, 'stations');
const UnknownStations = page(
  async () => (await import('./pages/UnknownStationsPage')).UnknownStationsPage,
  'unknownStations',
  'stations',
);
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
  'protocolLog',
);
const Sessions = page(async () => (await import('./pages/SessionsPage')).SessionsPage, 'sessions');
const DeadLetters = page(
  async () => (await import('./pages/DeadLettersPage')).DeadLettersPage,
  'deadLetters',
);
const Session = page(async () => (await import('./pages/SessionPage')).SessionPage, 'sessions');

const Profile = page(async () => (await import('./pages/ProfilePage')).ProfilePage, 'profile', 'users');

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
        <Route path="dead-letters" element={<DeadLetters />} />
        <Route path="profile" element={<Profile />} />
        <Route path="sessions" element={<Sessions />} />
        <Route path="sessions/:sessionId/:tab?" element={<Session />} />
      </Route>
      <Route path="*" element={<Navigate to="/" replace />} />
    </Route>
  </Routes>
);
