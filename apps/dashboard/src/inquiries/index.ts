import { lazy } from 'react';

export { InquiryList } from './InquiryList';
export const InquiryShow = lazy(() => import('./InquiryShow'));
