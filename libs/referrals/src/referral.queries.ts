import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type {
  ClockView,
  ConsentRequestView,
  LeadReferrals,
  ReferralDetail,
  ReferralMove,
  ReferralRow,
  ReferralState,
} from '#contract';
import { OrganisationService } from '#content';
import { clockView, type ClockRow } from '#leads';
import { PeopleService } from '#people';
import { isId } from '#platform';
import { Vault } from '#vault';
import { StatementQueries } from './consent/statement-queries.js';
import { ConsentRequestEntity } from './entities/consent.entity.js';
import { FacilityNoticeEntity } from './entities/facility-notice.entity.js';
import { ReferralEntity } from './entities/referral.entity.js';
import {
  ReferralChangeEntity,
  ReferralNoteEntity,
  ReferralStatementEntity,
} from './entities/referral-history.entity.js';
import { ReferralLinkEntity } from './entities/referral-link.entity.js';
import { linkUsable } from './links/link-rules.js';
import { noticeError } from './notices/notice-errors.js';
import { Disclosures } from './packet/disclosures.js';
import { Places } from './places/places.js';
import { referralError } from './referral-error.js';
import { seals } from './seals.js';
import { SendingReadiness } from './sending/readiness.js';
import { movesOf } from './states/transitions.js';
import { transportOf } from './transport.js';

/** Reads referrals for the desk. The reading is the caller's to put on record. */
@Injectable()
export class ReferralQueries {
  constructor(
    private readonly vault: Vault,
    private readonly people: PeopleService,
    private readonly places: Places,
    private readonly organisation: OrganisationService,
    private readonly readiness: SendingReadiness,
    private readonly statements: StatementQueries,
    private readonly disclosures: Disclosures,
  ) {}

  /** A referral itself. Throws `referral.not_found`. */
  async get(manager: EntityManager, referralId: string): Promise<ReferralEntity> {
    const referral = isId(referralId)
      ? await manager.findOneBy(ReferralEntity, { id: referralId })
      : null;
    if (!referral) throw referralError('referral.not_found', 'There is no such referral.');
    return referral;
  }

  /** Rows in the order of the ids, decrypted; unknown ids are absent. */
  async rows(manager: EntityManager, ids: readonly string[], now: Date): Promise<ReferralRow[]> {
    if (ids.length === 0) return [];
    const referrals = await manager.findBy(ReferralEntity, { id: In([...ids]) });
    const leads = await leadsOf(manager, referrals);
    const names = await this.people.names(
      manager,
      [...leads.values()].map(({ patient_id }) => patient_id),
    );
    const places = await this.places.ofPrograms(
      manager,
      referrals.map(({ programId }) => programId),
    );
    const clocks = await this.#clocks(manager, referrals, now);
    const questions = await openQuestions(manager, ids);
    const byId = new Map(referrals.map((referral) => [referral.id, referral]));
    return ids.flatMap((id) => {
      const referral = byId.get(id);
      const lead = referral && leads.get(referral.leadId);
      const place = referral && places.get(referral.programId);
      if (!referral || !lead || !place) return [];
      return [
        {
          id,
          version: referral.version,
          leadId: referral.leadId,
          leadNumber: Number(lead.number),
          patientName: names.get(lead.patient_id) ?? null,
          ownerId: lead.owner_id,
          programId: referral.programId,
          programName: place.programName,
          levelOfCare: place.levelOfCare,
          facilityId: referral.facilityId,
          facilityName: place.facilityName,
          facilityPlace: place.place,
          state: referral.state,
          clock: clocks.get(id) ?? null,
          sentAt: iso(referral.sentAt),
          acknowledgedAt: iso(referral.acknowledgedAt),
          arrivalAt: iso(referral.arrivalAt),
          declineReason: referral.declineReason,
          proposedAfterId: referral.proposedAfterId,
          proposedBecause: referral.proposedBecause,
          openQuestions: questions.get(id) ?? 0,
          createdAt: referral.createdAt.toISOString(),
          updatedAt: referral.updatedAt.toISOString(),
        },
      ];
    });
  }

  /** The whole of one. Throws `referral.not_found`. */
  async detail(manager: EntityManager, referralId: string, now: Date): Promise<ReferralDetail> {
    const referral = await this.get(manager, referralId);
    const [row] = await this.rows(manager, [referralId], now);
    if (!row) throw referralError('referral.not_found', 'There is no such referral.');
    const ready = await this.readiness.of(manager, referral, { emergency: false }, now);
    const statement = await this.statements.of(manager, referral);
    const transport = transportOf(this.vault, referral);
    return {
      ...row,
      matchId: referral.matchId,
      moves: movesOf(referral.state, 'staff')
        .filter((to) => to !== 'sent')
        .map((to) => ({ to, needs: needsOf(to) })),
      sendNeeds: referral.state === 'draft' ? ready.needs : [],
      consentId: referral.consentId ?? ready.consentId,
      sections: ready.sections,
      shown: await shownTo(manager, referralId),
      statement: statement.wording,
      contact: await this.#contact(manager, referral.facilityId),
      transport,
      transportIsFacilityPaid: transport.paidBy === 'facility',
      handOver: referral.handOverAt
        ? {
            at: referral.handOverAt.toISOString(),
            callId: referral.handOverCallId,
            note: this.vault.decryptNullable(
              seals.handOverNote(referralId),
              referral.handOverNoteEnc,
            ),
          }
        : null,
      arrivalSaidBy: referral.arrivalSaidBy,
      changes: await this.#changes(manager, referralId),
      notes: await this.#notes(manager, referralId),
      links: await this.#links(manager, referralId, now),
      notices: await this.#notices(manager, referralId),
      disclosures: await this.disclosures.list(manager, { referralId }),
    };
  }

  /** Everything about the referrals of one lead; at most 100 of each kind. */
  async ofLead(manager: EntityManager, leadId: string, now: Date): Promise<LeadReferrals> {
    const found = await manager.query<{ id: string }[]>(
      'SELECT id FROM referral WHERE lead_id = $1 ORDER BY created_at DESC, id DESC LIMIT 100',
      [leadId],
    );
    const [organisation] = await manager.query<{ policy: LeadReferrals['policy'] }[]>(
      'SELECT referral_policy AS policy FROM organisation WHERE id = 1',
    );
    return {
      policy: organisation?.policy ?? 'one_by_one',
      referrals: await this.rows(
        manager,
        found.map(({ id }) => id),
        now,
      ),
      consents: await this.consents(manager, leadId, now),
      disclosures: await this.disclosures.list(manager, { leadId }),
    };
  }

  /** A draft as it would be sent now: under the consent that covers it. */
  async underConsent(
    manager: EntityManager,
    referral: ReferralEntity,
    now: Date,
  ): Promise<ReferralEntity> {
    if (referral.state !== 'draft') return referral;
    const { consentId } = await this.readiness.of(manager, referral, { emergency: false }, now);
    return Object.assign(new ReferralEntity(), referral, { consentId });
  }

  /** The consents asked for on a lead, latest first. */
  async consents(manager: EntityManager, leadId: string, now: Date): Promise<ConsentRequestView[]> {
    const requests = await manager.find(ConsentRequestEntity, {
      where: { leadId },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: 100,
    });
    return this.#consentViews(manager, requests, now);
  }

  /** One of them. Throws `consent_request.not_found`. */
  async consent(manager: EntityManager, requestId: string, now: Date): Promise<ConsentRequestView> {
    const requests = await manager.findBy(ConsentRequestEntity, { id: requestId });
    const [view] = await this.#consentViews(manager, requests, now);
    if (!view) throw referralError('consent_request.not_found', 'There is no such consent.');
    return view;
  }

  async #consentViews(
    manager: EntityManager,
    requests: readonly ConsentRequestEntity[],
    now: Date,
  ): Promise<ConsentRequestView[]> {
    const facilities = await this.places.facilities(manager, [
      ...new Set(requests.flatMap(({ facilityIds }) => facilityIds)),
    ]);
    const signatures = await signaturesOf(
      manager,
      requests.map(({ id }) => id),
    );
    return requests.map((request) => {
      const { id } = request;
      const given = signatures.find((row) => row.request_id === id && row.decision === 'given');
      const revoked = signatures.find((row) => row.request_id === id && row.decision === 'revoked');
      return {
        id,
        version: request.version,
        leadId: request.leadId,
        state: requestState(request, given, revoked),
        facilities: facilities
          .filter((facility) => request.facilityIds.includes(facility.id))
          .map((facility) => ({ id: facility.id, name: facility.name })),
        sections: request.sections,
        purpose: request.purpose,
        language: request.language,
        wording: this.vault.decrypt(seals.wording(id), request.wordingEnc),
        wordingHash: request.wordingHash.toString('hex'),
        expiresOn: request.expiresAt.toISOString(),
        linkExpiresAt: iso(request.linkExpiresAt),
        signedName: given
          ? this.vault.decryptNullable(seals.signedName(given.id), given.name_enc)
          : null,
        signedAt: iso(given?.signed_at ?? null),
        signedBy: given && given.way !== 'desk' ? given.way : null,
        stands: given !== undefined && revoked === undefined && request.expiresAt > now,
        createdAt: request.createdAt.toISOString(),
      };
    });
  }

  /** Where a facility's admissions desk is reached: of its contacts the one for admissions first. */
  async #contact(
    manager: EntityManager,
    facilityId: string,
  ): Promise<{ email: string | null; phone: string | null }> {
    const rows = await manager.query<
      { id: string; email_enc: string | null; phone_enc: string | null }[]
    >(
      `SELECT id, email_enc, phone_enc FROM facility_contact WHERE facility_id = $1 AND active
       ORDER BY (role = 'admissions') DESC, id LIMIT 10`,
      [facilityId],
    );
    const opened = (column: 'email_enc' | 'phone_enc') => {
      const row = rows.find((one) => one[column] !== null);
      if (!row) return null;
      return this.vault.decryptNullable(
        { table: 'facility_contact', column, id: row.id },
        row[column],
      );
    };
    return { email: opened('email_enc'), phone: opened('phone_enc') };
  }

  async #changes(manager: EntityManager, referralId: string): Promise<ReferralDetail['changes']> {
    const changes = await manager.find(ReferralChangeEntity, {
      where: { referralId },
      order: { at: 'DESC', id: 'DESC' },
      take: 200,
    });
    return changes.map((change) => ({
      id: change.id,
      from: change.fromState,
      to: change.toState,
      wanted: change.wantedState,
      by: change.mover,
      staffId: change.staffId,
      saidBy: change.saidBy,
      reason: change.reason,
      note: this.vault.decryptNullable(seals.changeNote(change.id), change.noteEnc),
      at: change.at.toISOString(),
    }));
  }

  async #notes(manager: EntityManager, referralId: string): Promise<ReferralDetail['notes']> {
    const notes = await manager.find(ReferralNoteEntity, {
      where: { referralId },
      order: { at: 'ASC', id: 'ASC' },
      take: 200,
    });
    return notes.map((note) => ({
      id: note.id,
      from: note.sender,
      staffId: note.staffId,
      text: this.vault.decrypt(seals.note(note.id), note.textEnc),
      at: note.at.toISOString(),
    }));
  }

  async #links(
    manager: EntityManager,
    referralId: string,
    now: Date,
  ): Promise<ReferralDetail['links']> {
    const links = await manager.find(ReferralLinkEntity, {
      where: { referralId },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: 50,
    });
    return links.map((link) => ({
      id: link.id,
      createdAt: link.createdAt.toISOString(),
      expiresAt: link.expiresAt.toISOString(),
      revokedAt: iso(link.revokedAt),
      sentTo: this.vault.decryptNullable(seals.linkSentTo(link.id), link.sentToEnc),
      usedAt: iso(link.usedAt),
      openedAt: iso(link.openedAt),
      usable: linkUsable(link, now),
    }));
  }

  async #notices(manager: EntityManager, referralId: string): Promise<ReferralDetail['notices']> {
    const notices = await manager.find(FacilityNoticeEntity, {
      where: { referralId },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: 50,
    });
    return notices.map((notice) => ({
      id: notice.id,
      kind: notice.kind,
      channel: notice.channel,
      to: this.vault.decrypt(seals.noticeTo(notice.id), notice.toEnc),
      state: notice.state,
      errorSentence: noticeError(notice.state, notice.errorCode),
      createdAt: notice.createdAt.toISOString(),
      sentAt: iso(notice.sentAt),
    }));
  }

  /** Of each referral the clock that runs, else the latest of its own. */
  async #clocks(
    manager: EntityManager,
    referrals: readonly ReferralEntity[],
    now: Date,
  ): Promise<Map<string, ClockView>> {
    const subjects = new Map(
      referrals.flatMap(({ id, arrivalPromiseId }) => [
        [id, id] as const,
        ...(arrivalPromiseId ? [[arrivalPromiseId, id] as const] : []),
      ]),
    );
    const rows = await manager.query<(ClockRow & { subject_id: string })[]>(
      `SELECT c.id, c.lead_id, c.kind, c.subject_id, c.started_at, c.due_at, c.met_at, c.missed_at,
         c.cancelled_at, c.resumes_at, l.urgency
       FROM clock c JOIN lead l ON l.id = c.lead_id
       WHERE c.lead_id = ANY($1::uuid[]) AND c.kind IN ('referral_acknowledged', 'scheduled_arrival')
         AND c.subject_id = ANY($2::uuid[]) ORDER BY c.started_at, c.id`,
      [referrals.map(({ leadId }) => leadId), [...subjects.keys()]],
    );
    const working = await this.organisation.workingTime(manager);
    return new Map(
      rows.flatMap((row) => {
        const referralId = subjects.get(row.subject_id);
        return referralId ? [[referralId, clockView(row, now, working)]] : [];
      }),
    );
  }
}

interface LeadFacts {
  id: string;
  number: string;
  patient_id: string;
  owner_id: string | null;
}

async function leadsOf(
  manager: EntityManager,
  referrals: readonly ReferralEntity[],
): Promise<Map<string, LeadFacts>> {
  const rows = await manager.query<LeadFacts[]>(
    'SELECT id, number, patient_id, owner_id FROM lead WHERE id = ANY($1::uuid[])',
    [[...new Set(referrals.map(({ leadId }) => leadId))]],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Questions of a facility after which nobody of ours has written. */
async function openQuestions(
  manager: EntityManager,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const rows = await manager.query<{ referral_id: string; count: string }[]>(
    `SELECT n.referral_id, count(*) AS count FROM referral_note n
     WHERE n.referral_id = ANY($1::uuid[]) AND n.sender = 'facility'
       AND NOT EXISTS (SELECT 1 FROM referral_note a WHERE a.referral_id = n.referral_id
         AND a.sender = 'staff' AND a.at >= n.at)
     GROUP BY n.referral_id`,
    [ids],
  );
  return new Map(rows.map((row) => [row.referral_id, Number(row.count)]));
}

async function shownTo(
  manager: EntityManager,
  referralId: string,
): Promise<ReferralDetail['shown']> {
  const [latest] = await manager.find(ReferralStatementEntity, {
    where: { referralId },
    order: { at: 'DESC', id: 'DESC' },
    take: 1,
  });
  return latest ? { at: latest.at.toISOString(), how: latest.how } : null;
}

interface SignatureRow {
  id: string;
  request_id: string;
  decision: 'given' | 'revoked';
  way: 'link' | 'paper' | 'desk';
  name_enc: string | null;
  signed_at: Date | null;
}

function signaturesOf(manager: EntityManager, requestIds: readonly string[]) {
  return manager.query<SignatureRow[]>(
    `SELECT id, request_id, decision, way, name_enc, signed_at FROM consent_signature
     WHERE request_id = ANY($1::uuid[])`,
    [requestIds],
  );
}

function requestState(
  request: ConsentRequestEntity,
  given: SignatureRow | undefined,
  revoked: SignatureRow | undefined,
): ConsentRequestView['state'] {
  if (revoked) return 'withdrawn';
  if (given) return 'signed';
  if (request.refusedAt) return 'refused';
  return request.cancelledAt ? 'cancelled' : 'asked';
}

function needsOf(to: ReferralState): ReferralMove['needs'] {
  if (to === 'declined') return ['reason'];
  return to === 'scheduled' || to === 'accepted' ? ['arrivalAt'] : [];
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
