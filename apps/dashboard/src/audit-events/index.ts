import { lazy } from 'react';

export const AuditEventList = lazy(() => import('./AuditEventList'));
