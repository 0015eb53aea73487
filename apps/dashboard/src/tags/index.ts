import { lazy } from 'react';

export const TagList = lazy(() => import('./TagList'));
