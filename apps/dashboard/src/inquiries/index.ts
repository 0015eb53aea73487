export { InquiryList } from './InquiryList';
export { InquiryShow } from './InquiryShow';
