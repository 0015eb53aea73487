import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService } from '#audit';
import type { Role } from '#contract';
import { newId } from '#platform';
import type { IsBreached } from './breached-passwords.js';
import { checkPassword } from './password-policy.js';
import { createSignInAccount } from './sign-in-account.js';
import { invitationInvalid } from './staff.errors.js';
import { StaffInvitationEntity } from './staff-invitation.entity.js';
import { insertStaff } from './insert-staff.js';
import { StaffService } from './staff.service.js';

/** How long an invitation is good for: three days, in milliseconds. */
const INVITATION_MS = 3 * 24 * 60 * 60 * 1000;

/** Whom to invite, as what. */
export interface Invitation {
  name: string;
  email: string;
  role: Role;
  teamId?: string | null | undefined;
}

/** The only way into the staff: an invitation by an administrator, good once and for three days. */
@Injectable()
export class InvitationService {
  constructor(
    private readonly staff: StaffService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Writes an invitation and gives its token, which exists only in the answer. Throws
   * `staff.email_taken`, `team.not_found`.
   */
  async invite(
    manager: EntityManager,
    invitation: Invitation,
    actor: Actor,
    now: Date,
  ): Promise<{ entity: StaffInvitationEntity; token: string }> {
    await this.staff.refuseTakenEmail(manager, invitation.email);
    await this.staff.refuseUnknownTeam(manager, invitation.teamId);
    const token = randomBytes(24).toString('base64url');
    const entity = manager.create(StaffInvitationEntity, {
      id: newId(),
      tokenDigest: digestOf(token),
      email: invitation.email.toLowerCase(),
      name: invitation.name,
      role: invitation.role,
      teamId: invitation.teamId ?? null,
      invitedBy: actor.id ?? null,
      expiresAt: new Date(now.getTime() + INVITATION_MS),
      usedAt: null,
      createdAt: now,
    });
    await manager.insert(StaffInvitationEntity, entity);
    await this.audit.record(
      manager,
      {
        actor,
        action: 'staff.invited',
        resource: 'staff_invitation',
        resourceId: entity.id,
        details: { role: entity.role },
      },
      now,
    );
    return { entity, token };
  }

  /** The open invitation of a token, or `auth.invitation_invalid`. */
  async open(manager: EntityManager, token: string, now: Date): Promise<StaffInvitationEntity> {
    const found = await manager.findOneBy(StaffInvitationEntity, { tokenDigest: digestOf(token) });
    if (!found || found.usedAt || found.expiresAt <= now) throw invitationInvalid();
    return found;
  }

  /**
   * The invited person chooses name, e-mail (only when the invitation names none) and password.
   * Throws `auth.invitation_invalid`, `auth.weak_password`, `staff.email_taken`.
   * @returns the new colleague's id, and the e-mail they sign in with
   */
  async accept(
    manager: EntityManager,
    token: string,
    person: { name: string; email: string; password: string },
    from: Pick<Actor, 'requestId' | 'ip'>,
    now: Date,
    isBreached?: IsBreached,
  ): Promise<{ id: string; email: string }> {
    const invitation = await manager.findOne(StaffInvitationEntity, {
      where: { tokenDigest: digestOf(token) },
      lock: { mode: 'pessimistic_write' },
    });
    if (!invitation || invitation.usedAt || invitation.expiresAt <= now) throw invitationInvalid();
    const email = (invitation.email ?? person.email).toLowerCase();
    await checkPassword(person.password, { name: person.name, email }, isBreached);
    await this.staff.refuseTakenEmail(manager, email);
    const { role, teamId } = invitation;
    const id = await insertStaff(manager, { name: person.name, email, role, teamId }, now);
    await createSignInAccount(
      manager,
      { id, name: person.name, email, password: person.password },
      now,
    );
    await manager.update(StaffInvitationEntity, { id: invitation.id }, { usedAt: now });
    await this.audit.record(
      manager,
      {
        actor: { ...from, kind: 'staff', id },
        action: 'staff.joined',
        resource: 'staff_user',
        resourceId: id,
        details: { role, invitationId: invitation.id },
      },
      now,
    );
    return { id, email };
  }
}

/** What the database keeps of an invitation's token. */
export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
