import type { EntityManager } from 'typeorm';
import { ERROR_STATUS, type ErrorCode } from '#contract';
import { lockAnyLead } from '#leads';
import { DomainError, isId } from '#platform';
import { ReferralEntity } from './entities/referral.entity.js';

/** A domain error with the status the contract gives its code. */
export function referralError(
  code: ErrorCode,
  message: string,
  more: { errors?: Record<string, string>; details?: Record<string, unknown> } = {},
): DomainError {
  return new DomainError(code, { status: ERROR_STATUS[code], message, ...more });
}

/**
 * Reads a referral and holds it, and its lead before it, to the end of the transaction: everything that moves the
 * referrals of one lead is one at a time. Throws `referral.not_found`.
 */
export async function lockReferral(
  manager: EntityManager,
  referralId: string,
): Promise<ReferralEntity> {
  const known = isId(referralId)
    ? await manager.findOneBy(ReferralEntity, { id: referralId })
    : null;
  if (!known) throw referralError('referral.not_found', 'There is no such referral.');
  await lockAnyLead(manager, known.leadId);
  return manager.findOneOrFail(ReferralEntity, {
    where: { id: referralId },
    lock: { mode: 'pessimistic_write' },
  });
}
