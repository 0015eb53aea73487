import { lazy } from 'react';

export const CallBar = lazy(() => import('./CallBar'));
export { CallButton } from './CallButton';
export { ClaimCall } from './ClaimCall';
export { PhoneSwitch } from './PhoneSwitch';
export { useInCallBar } from './use-in-call-bar';
