import { lazy } from 'react';

export const SourceList = lazy(() => import('./SourceList'));
