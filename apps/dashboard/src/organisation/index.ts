import { lazy } from 'react';

export const OrganisationPage = lazy(() => import('./OrganisationPage'));
