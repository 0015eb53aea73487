import { lazy } from 'react';

export const FacilityList = lazy(() => import('./FacilityList'));
export const FacilityPage = lazy(() => import('./FacilityPage'));
