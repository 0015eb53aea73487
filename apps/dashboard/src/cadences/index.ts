import { lazy } from 'react';

export const CadenceList = lazy(() => import('./CadenceList'));
export const FollowUpPanel = lazy(() => import('./FollowUpPanel'));
export const CadencePage = lazy(() => import('./CadencePage'));
