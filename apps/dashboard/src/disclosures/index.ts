import { lazy } from 'react';

export const DisclosuresPage = lazy(() => import('./DisclosuresPage'));
