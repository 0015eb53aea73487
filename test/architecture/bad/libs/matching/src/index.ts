// Wrong on purpose: matching must not know money (rule R13).
export { deductible } from '../../insurance/src/index.js';
