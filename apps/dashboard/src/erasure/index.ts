import { lazy } from 'react';

export const ErasurePage = lazy(() => import('./ErasurePage'));
export const HoldPage = lazy(() => import('./HoldPage'));
export const RetentionPage = lazy(() => import('./RetentionPage'));
