// Wrong on purpose: one app reaches into another.
export { page } from '../../site/src/page.js';
