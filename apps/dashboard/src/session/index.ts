import { lazy } from 'react';

export const AccountPage = lazy(() => import('./AccountPage'));
export const InvitationPage = lazy(() => import('./InvitationPage'));
