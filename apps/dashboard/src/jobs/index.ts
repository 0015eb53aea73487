import { lazy } from 'react';

export const JobList = lazy(() => import('./JobList'));
