import { lazy } from 'react';

export const ReferralBoardPage = lazy(() => import('./ReferralBoardPage'));
export const ReferralPage = lazy(() => import('./ReferralPage'));
export const ReferralsPanel = lazy(() => import('./ReferralsPanel'));
