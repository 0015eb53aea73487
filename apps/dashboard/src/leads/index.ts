export { LeadCreate } from './LeadCreate';
export { LeadList } from './LeadList';
export { LeadShow } from './LeadShow';
