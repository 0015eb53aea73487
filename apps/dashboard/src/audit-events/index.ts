import { lazy } from 'react';

export const AuditEventList = lazy(() => import('./AuditEventList'));
export const SeenByPage = lazy(() => import('./SeenByPage'));
export const SeenPage = lazy(() => import('./SeenPage'));
export const UnusualReadingPage = lazy(() => import('./UnusualReadingPage'));
