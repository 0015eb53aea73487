export { AuditEventEntity, AuditLinkEntity } from './audit-event.entity.js';
