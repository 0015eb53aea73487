import { lazy } from 'react';

export { LeadList } from './LeadList';
export const LeadCreate = lazy(() => import('./LeadCreate'));
export const LeadShow = lazy(() => import('./LeadShow'));
