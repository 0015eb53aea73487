import { lazy } from 'react';

export const ImportList = lazy(() => import('./ImportList'));
export const ImportPage = lazy(() => import('./ImportPage'));
