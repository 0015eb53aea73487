import { lazy } from 'react';

export const AddContact = lazy(() => import('./AddContact'));
export const EditContact = lazy(async () => ({
  default: (await import('./EditContact')).EditContact,
}));
export const EditPerson = lazy(() => import('./EditPerson'));
export const EndContact = lazy(async () => ({
  default: (await import('./EditContact')).EndContact,
}));
export const ShareStatus = lazy(() => import('./ShareStatus'));
export { MayCallAgain } from './MayCallAgain';
export { contactActions } from './contacts-api';
export const RecordConsent = lazy(() => import('./RecordConsent'));
export const AddPoint = lazy(async () => ({ default: (await import('./PointDialogs')).AddPoint }));
export const EditPoint = lazy(async () => ({
  default: (await import('./PointDialogs')).EditPoint,
}));
