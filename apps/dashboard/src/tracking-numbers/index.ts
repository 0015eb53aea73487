import { lazy } from 'react';

export const TrackingNumberList = lazy(() => import('./TrackingNumberList'));
