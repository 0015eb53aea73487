import { lazy } from 'react';

export const CommandPalette = lazy(() => import('./CommandPalette'));
