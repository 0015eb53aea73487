import { lazy } from 'react';

export const DutyPage = lazy(() => import('./DutyPage'));
