import { lazy } from 'react';

export const InboxPage = lazy(() => import('./InboxPage'));
