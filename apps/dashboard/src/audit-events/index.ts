export { AuditEventList } from './AuditEventList';
