import { lazy } from 'react';

export const ScreenerDialog = lazy(() => import('./ScreenerDialog'));
