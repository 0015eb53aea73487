import { lazy } from 'react';

export const MessagesPanel = lazy(() => import('./MessagesPanel'));
