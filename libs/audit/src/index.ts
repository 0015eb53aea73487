export { type Actor, staffIdOf, SYSTEM } from './actor.js';
export { announce, DESK_CHANNEL } from './announce.js';
export { AuditEventEntity, AuditLinkEntity } from './audit-event.entity.js';
export { AuditModule } from './audit.module.js';
export { type AuditEntry, AuditService } from './audit.service.js';
export { LINK_AUDIT } from './jobs.js';
export { type ChainHead, chainHead, linkAudit } from './link-audit.js';
export { isReading, leadProtected } from './rights.js';
export { type ChainFault, type ChainReport, verifyAudit } from './verify-audit.js';
