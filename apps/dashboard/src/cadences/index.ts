import { lazy } from 'react';

export { CadenceList } from './CadenceList';
export const CadencePage = lazy(() => import('./CadencePage'));
