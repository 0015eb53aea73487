import { lazy } from 'react';

export const FilesPanel = lazy(() => import('./FilesPanel'));
