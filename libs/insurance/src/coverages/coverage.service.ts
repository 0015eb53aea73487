import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService } from '#audit';
import {
  type CardSide,
  type CoverageInput,
  type CoverageView,
  UNINSURED_PLAN_TYPES,
} from '#contract';
import { ActivityService, checkVersion, CoverageReader, leadError, lockLead } from '#leads';
import { newId, type NewRow, rowsAsJson, together } from '#platform';
import { Vault } from '#vault';
import { CoverageEntity } from './coverage.entity.js';
import { PayerService } from '../payers/payer.service.js';

/** A policy as it was told to us. Left out: not known. */
export type CoverageGiven = Partial<CoverageInput> & {
  /** The inquiry it came with: it gives one coverage, however often it is taken in. */
  inquiryId?: string | null;
};

/** Encrypted column → the property that holds it. */
const SEALED = {
  payerText: ['payer_text_enc', 'payerTextEnc'],
  memberId: ['member_id_enc', 'memberIdEnc'],
  groupNumber: ['group_number_enc', 'groupNumberEnc'],
  subscriberName: ['subscriber_name_enc', 'subscriberNameEnc'],
  subscriberBorn: ['subscriber_born_enc', 'subscriberBornEnc'],
  patientBorn: ['patient_born_enc', 'patientBornEnc'],
} as const;
type SealedField = keyof typeof SEALED;

/** Keeps what people told us about their insurance. */
@Injectable()
export class CoverageService extends CoverageReader {
  constructor(
    private readonly vault: Vault,
    private readonly payers: PayerService,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
  ) {
    super();
  }

  /**
   * Adds a coverage to a lead: its payer is found by name or alias (the words given are kept), and a
   * lead of which nobody knew how it is paid now does. Null when its inquiry gave one before.
   * Throws `lead.not_found`, `payer.not_found`.
   */
  async record(
    manager: EntityManager,
    leadId: string,
    given: CoverageGiven,
    actor: Actor,
    now: Date,
  ): Promise<string | null> {
    const lead = await lockLead(manager, leadId);
    const id = newId();
    const payer = await this.#payer(manager, given);
    const row = {
      id,
      lead_id: leadId,
      payer_id: payer?.id ?? null,
      payer_text_enc: this.#seal(id, 'payerText', given.payerText),
      plan_type: given.planType ?? 'unknown',
      member_id_enc: this.#seal(id, 'memberId', given.memberId),
      group_number_enc: this.#seal(id, 'groupNumber', given.groupNumber),
      subscriber_name_enc: this.#seal(id, 'subscriberName', given.subscriberName),
      subscriber_relationship: given.subscriberRelationship ?? null,
      subscriber_born_enc: this.#seal(id, 'subscriberBorn', given.subscriberBorn),
      patient_born_enc: this.#seal(id, 'patientBorn', given.patientBorn),
      inquiry_id: given.inquiryId ?? null,
      created_at: now,
      updated_at: now,
    };
    const added = await together(manager, 'coverage', row, (rows) => insertLast(manager, rows));
    if (!added) return null;
    if (lead.payment === null) {
      const payment = { leadId, payment: paymentOf(given.planType) };
      await together(manager, 'payment', payment, (all) => setPayments(manager, all, now));
    }
    await this.activities.record(
      manager,
      {
        leadId,
        kind: 'coverage.given',
        payload: {
          coverageId: id,
          payer: payer?.name ?? given.payerText ?? '',
          planType: given.planType ?? 'unknown',
        },
        at: now,
        actor,
        subjectId: id,
      },
      now,
    );
    await this.#audited(manager, 'coverage.recorded', id, lead.id, lead.patientId, actor, now);
    return id;
  }

  /** Replaces what is known of a coverage. Throws `coverage.not_found`, `record.version_conflict`, `payer.not_found`. */
  async edit(
    manager: EntityManager,
    coverageId: string,
    edit: CoverageInput & { version?: number },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const coverage = await manager.findOne(CoverageEntity, {
      where: { id: coverageId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!coverage) throw leadError('coverage.not_found', 'There is no such coverage.');
    const { version, ...yours } = edit;
    checkVersion(coverage, version, { ...this.#view(coverage) }, yours);
    const payer = await this.#payer(manager, edit);
    await manager.update(CoverageEntity, coverageId, {
      payerId: payer?.id ?? null,
      payerTextEnc: this.#seal(coverageId, 'payerText', edit.payerText),
      planType: edit.planType,
      memberIdEnc: this.#seal(coverageId, 'memberId', edit.memberId),
      groupNumberEnc: this.#seal(coverageId, 'groupNumber', edit.groupNumber),
      subscriberNameEnc: this.#seal(coverageId, 'subscriberName', edit.subscriberName),
      subscriberRelationship: edit.subscriberRelationship ?? null,
      subscriberBornEnc: this.#seal(coverageId, 'subscriberBorn', edit.subscriberBorn),
      patientBornEnc: this.#seal(coverageId, 'patientBorn', edit.patientBorn),
      version: coverage.version + 1,
      updatedAt: now,
    });
    await this.note(manager, coverage, 'edited', actor, now);
    await this.#audited(manager, 'coverage.edited', coverageId, coverage.leadId, null, actor, now);
  }

  /**
   * Sets in which order the coverages of a lead pay. All of them have to be named, each once: who names fewer
   * has not seen what somebody added. Throws `lead.not_found`, `request.invalid`.
   */
  async order(
    manager: EntityManager,
    leadId: string,
    coverageIds: readonly string[],
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const lead = await lockLead(manager, leadId);
    const rows = await manager.findBy(CoverageEntity, { leadId });
    const named = new Set(coverageIds);
    const complete = named.size === rows.length && coverageIds.length === rows.length;
    if (!complete || !rows.every(({ id }) => named.has(id))) {
      const sentence = 'Please name every coverage of this lead once.';
      throw leadError('request.invalid', sentence, { errors: { coverageIds: sentence } });
    }
    await manager.query(
      `UPDATE coverage c SET priority = o.place, version = version + 1, updated_at = $3
       FROM unnest($1::uuid[]) WITH ORDINALITY AS o(id, place)
       WHERE c.id = o.id AND c.lead_id = $2 AND c.priority <> o.place`,
      [coverageIds, leadId, now],
    );
    const first = rows.find(({ id }) => id === coverageIds[0]);
    if (first) await this.note(manager, first, 'ordered', actor, now);
    await this.#audited(manager, 'coverage.ordered', leadId, lead.id, lead.patientId, actor, now);
  }

  /** Puts a change of a coverage on the lead's timeline. */
  async note(
    manager: EntityManager,
    coverage: CoverageEntity,
    change: string,
    actor: Actor,
    now: Date,
    side?: CardSide,
  ): Promise<void> {
    const payload = {
      coverageId: coverage.id,
      payer: await this.payerName(manager, coverage),
      change,
      ...(side ? { side } : {}),
    };
    const { leadId } = coverage;
    const activity = { leadId, kind: 'coverage.changed', payload, at: now, actor } as const;
    await this.activities.record(manager, activity, now);
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
  }

  /** The name of a coverage's payer; where it is not known, what it was called. */
  async payerName(manager: EntityManager, coverage: CoverageEntity): Promise<string> {
    const payer = coverage.payerId ? await this.payers.get(manager, coverage.payerId) : null;
    return payer?.name ?? this.#open(coverage, 'payerText') ?? '';
  }

  async ofLead(manager: EntityManager, leadId: string): Promise<CoverageView[]> {
    const rows = await manager.find(CoverageEntity, {
      where: { leadId },
      order: { priority: 'ASC', id: 'ASC' },
    });
    return this.views(manager, rows);
  }

  /** Coverages, decrypted, with which sides of their cards there are. */
  async views(manager: EntityManager, rows: readonly CoverageEntity[]): Promise<CoverageView[]> {
    const cards = await manager.query<{ coverage_id: string; side: CardSide; created_at: Date }[]>(
      `SELECT c.coverage_id, c.side, c.created_at FROM coverage_card c
       JOIN lead_file f ON f.id = c.file_id AND f.removed_at IS NULL
       WHERE c.coverage_id = ANY($1::uuid[]) AND c.removed_at IS NULL ORDER BY c.side DESC`,
      [rows.map(({ id }) => id)],
    );
    return rows.map((row) => ({
      ...this.#view(row),
      cards: cards
        .filter((card) => card.coverage_id === row.id)
        .map((card) => ({ side: card.side, addedAt: card.created_at.toISOString() })),
    }));
  }

  #view(row: CoverageEntity): Omit<CoverageView, 'cards'> {
    return {
      id: row.id,
      leadId: row.leadId,
      version: row.version,
      priority: row.priority,
      payerId: row.payerId,
      payerText: this.#open(row, 'payerText'),
      planType: row.planType,
      memberId: this.#open(row, 'memberId'),
      groupNumber: this.#open(row, 'groupNumber'),
      subscriberName: this.#open(row, 'subscriberName'),
      subscriberRelationship: row.subscriberRelationship,
      subscriberBorn: this.#open(row, 'subscriberBorn'),
      patientBorn: this.#open(row, 'patientBorn'),
      createdAt: row.createdAt.toISOString(),
    };
  }

  async #payer(
    manager: EntityManager,
    given: Pick<CoverageGiven, 'payerId' | 'payerText'>,
  ): Promise<{ id: string; name: string } | null> {
    if (given.payerId) return this.payers.get(manager, given.payerId);
    return given.payerText ? this.payers.match(manager, given.payerText) : null;
  }

  async #audited(
    manager: EntityManager,
    action: string,
    resourceId: string,
    leadId: string,
    personId: string | null,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const entry = { actor, action, resource: 'coverage', resourceId, leadId, personId };
    await this.audit.record(manager, entry, now);
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
  }

  #seal(id: string, field: SealedField, value: string | null | undefined): string | null {
    const [column] = SEALED[field];
    return this.vault.encryptNullable({ table: 'coverage', column, id }, value);
  }

  #open(row: CoverageEntity, field: SealedField): string | null {
    const [column, property] = SEALED[field];
    return this.vault.decryptNullable({ table: 'coverage', column, id: row.id }, row[property]);
  }
}

/** How somebody with such a plan pays. */
export function paymentOf(planType: string | undefined): string {
  if (planType === 'sliding_scale') return 'self_pay';
  return UNINSURED_PLAN_TYPES.some((type) => type === planType) ? (planType ?? '') : 'coverage';
}

/** Puts each behind those its lead has, one of a lead at a time; says of each whether it is new. */
async function insertLast(
  manager: EntityManager,
  rows: readonly (NewRow & { id: string })[],
): Promise<boolean[]> {
  const added = await manager.query<{ id: string }[]>(
    `INSERT INTO coverage (id, lead_id, priority, payer_id, payer_text_enc, plan_type, member_id_enc,
       group_number_enc, subscriber_name_enc, subscriber_relationship, subscriber_born_enc, patient_born_enc,
       inquiry_id, created_at, updated_at)
     SELECT id, lead_id, (SELECT count(*) + 1 FROM coverage c WHERE c.lead_id = r.lead_id), payer_id,
       payer_text_enc, plan_type, member_id_enc, group_number_enc, subscriber_name_enc,
       subscriber_relationship, subscriber_born_enc, patient_born_enc, inquiry_id, created_at, updated_at
     FROM json_populate_recordset(NULL::coverage, $1::json) AS r
     ON CONFLICT (inquiry_id) WHERE inquiry_id IS NOT NULL DO NOTHING RETURNING id`,
    [rowsAsJson(rows)],
  );
  const ids = new Set(added.map(({ id }) => id));
  return rows.map(({ id }) => ids.has(id));
}

/** How they are paid, of leads of which nobody knew. */
async function setPayments(
  manager: EntityManager,
  payments: readonly { leadId: string; payment: string }[],
  now: Date,
): Promise<void[]> {
  await manager.query(
    `UPDATE lead SET payment = p.payment, version = version + 1, updated_at = $3
     FROM unnest($1::uuid[], $2::text[]) AS p(lead_id, payment)
     WHERE id = p.lead_id AND lead.payment IS NULL`,
    [payments.map(({ leadId }) => leadId), payments.map(({ payment }) => payment), now],
  );
  return payments.map(() => undefined);
}
