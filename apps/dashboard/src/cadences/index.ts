import { lazy } from 'react';

export { CadenceList } from './CadenceList';
export const FollowUpPanel = lazy(() => import('./FollowUpPanel'));
export const CadencePage = lazy(() => import('./CadencePage'));
