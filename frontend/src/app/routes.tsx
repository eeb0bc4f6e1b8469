import { Navigate, type RouteObject } from 'react-router';
import { ErrorPage } from './ErrorPage';
import { paths } from './paths';
import { RequireUser } from './RequireUser';

const pages: RouteObject[] = [
  {
    path: paths.signIn,
    lazy: async () => ({ Component: (await import('./pages/SignInPage')).SignInPage }),
    errorElement: <ErrorPage />,
  },
  {
    path: '/',
    Component: RequireUser,
    errorElement: <ErrorPage />,
    children: [
      { index: true, element: <Navigate to={paths.stations} replace /> },
      {
        errorElement: <ErrorPage />,
        children: [
          {
            path: 'stations',
            lazy: async () => ({ Component: (await import('./pages/StationsPage')).StationsPage }),
          },
          {
            path: 'stations/:stationId/:tab?',
            lazy: async () => ({ Component: (await import('./pages/StationPage')).StationPage }),
          },
          {
            path: 'sessions',
            lazy: async () => ({ Component: (await import('./pages/SessionsPage')).SessionsPage }),
          },
          {
            path: 'sessions/:sessionId/:tab?',
            lazy: async () => ({ Component: (await import('./pages/SessionPage')).SessionPage }),
          },
          { path: '*', element: <Navigate to="/" replace /> },
        ],
      },
    ],
  },
];

/** Every page is a chunk of its own. Until the statistics page stands, the stations list comes first. */
export const routes: RouteObject[] = [{ HydrateFallback: () => null, children: pages }];
