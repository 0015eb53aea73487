export { PayerList } from './PayerList';
