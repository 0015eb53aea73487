import { lazy } from 'react';

export const MentionsPage = lazy(() => import('./MentionsPage'));
