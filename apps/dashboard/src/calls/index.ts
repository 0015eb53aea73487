import { lazy } from 'react';

export { CallList } from './CallList';
export const CallShow = lazy(() => import('./CallShow'));
