import { lazy } from 'react';

export const MergeDialog = lazy(() => import('./MergeDialog'));
export const MergeWithAnother = lazy(() => import('./MergeWithAnother'));
