import { lazy } from 'react';

export const QuarantinePage = lazy(() => import('./QuarantinePage'));
