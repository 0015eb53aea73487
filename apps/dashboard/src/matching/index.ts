import { lazy } from 'react';

export const MatchPage = lazy(() => import('./MatchPage'));
export const MatchPanel = lazy(() => import('./MatchPanel'));
