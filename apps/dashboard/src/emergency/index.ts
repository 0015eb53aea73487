import { lazy } from 'react';

export const EmergencyPage = lazy(() => import('./EmergencyPage'));
export const EmergencyRecordPage = lazy(() => import('./EmergencyRecordPage'));
export { EmergencyBanner } from './EmergencyBanner';
