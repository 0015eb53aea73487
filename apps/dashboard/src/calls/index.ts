import { lazy } from 'react';

export const CallList = lazy(() => import('./CallList'));
export const CallShow = lazy(() => import('./CallShow'));
