import { lazy } from 'react';

export const SpendList = lazy(() => import('./SpendList'));
export const SpendImportList = lazy(() => import('./SpendImportList'));
export const SpendImportPage = lazy(() => import('./SpendImportPage'));
