import { lazy } from 'react';

export const RoutingPage = lazy(() => import('./RoutingPage'));
