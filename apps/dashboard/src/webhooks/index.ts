import { lazy } from 'react';

export const WebhookPage = lazy(() => import('./WebhookPage'));
