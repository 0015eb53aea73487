import { lazy } from 'react';

export const CallBar = lazy(() => import('./CallBar'));
export { ClaimCall } from './ClaimCall';
export { LeadPhone } from './LeadPhone';
export { PhoneSwitch } from './PhoneSwitch';
export { useCallKeys } from './use-call-keys';
export { useInCallBar } from './use-in-call-bar';
