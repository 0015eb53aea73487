import { lazy } from 'react';

export const BenefitQueue = lazy(() => import('./BenefitQueue'));
export const CheckPage = lazy(() => import('./CheckPage'));
export const CoverageSection = lazy(() => import('./CoverageSection'));
