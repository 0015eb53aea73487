// Wrong on purpose: people must not know leads.
export { openLead } from '../../leads/src/index.js';
