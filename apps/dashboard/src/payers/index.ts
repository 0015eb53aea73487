import { lazy } from 'react';

export const PayerList = lazy(() => import('./PayerList'));
