import { lazy } from 'react';

export const CallBar = lazy(() => import('./CallBar'));
export { CallButton } from './CallButton';
export { PhoneSwitch } from './PhoneSwitch';
