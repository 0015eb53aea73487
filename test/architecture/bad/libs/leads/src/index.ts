export { openLead } from './utils/open.js';
