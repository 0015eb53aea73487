import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService } from '#audit';
import type {
  ActivityPayload,
  ContactPointAdd,
  ContactPointEdit,
  LeadContactAdd,
  LeadContactEdit,
  PersonEdit,
} from '#contract';
import {
  type ContactValue,
  normaliseEmail,
  normalisePhone,
  PeopleService,
  tidyName,
} from '#people';
import type { LeadEntity } from '../lead.entity.js';
import { LeadContactEntity } from '../lead-links.entity.js';
import { leadError, lockLead } from '../lead-lock.js';
import { LeadIntakeService } from '../lead-intake.service.js';
import { ActivityService } from '../timeline/activity.service.js';

type Change = ActivityPayload<'contact.changed'>;

/** Keeps whom to speak with about a lead. Every method belongs into the caller's transaction. */
@Injectable()
export class LeadContactService {
  constructor(
    private readonly people: PeopleService,
    private readonly intake: LeadIntakeService,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Adds somebody to speak with: a person on record, or a new one. Who left is back.
   * Throws `lead.not_found`, `person.not_found`, `lead.patient_is_no_contact`.
   * @returns the person's id
   */
  async add(
    manager: EntityManager,
    leadId: string,
    contact: LeadContactAdd,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const points = pointsOf(contact);
    await this.people.lockContacts(manager, points);
    const lead = await lockLead(manager, leadId);
    const personId = contact.personId
      ? await this.#known(manager, contact.personId, points, contact, now)
      : (
          await this.people.recordPerson(
            manager,
            {
              name: contact.name,
              language: contact.language,
              points: points.map((point) => ({ ...point, ...wishesOf(contact) })),
            },
            now,
          )
        ).personId;
    if (personId === lead.patientId) {
      throw leadError('lead.patient_is_no_contact', 'This person is the patient of this lead.');
    }
    const { relationship } = contact;
    await this.intake.addContact(manager, leadId, { personId, relationship }, now);
    await manager.update(LeadContactEntity, { leadId, personId }, { relationship });
    await this.#onRecord(manager, lead, { personId, change: 'added', relationship }, actor, now);
    return personId;
  }

  /**
   * Changes what somebody is to the patient, or is called. The patient's own name is changed by
   * editing the lead. Throws `lead.not_found`, `lead.contact_not_found`.
   */
  async change(
    manager: EntityManager,
    leadId: string,
    personId: string,
    edit: LeadContactEdit,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const lead = await lockLead(manager, leadId);
    const contact = await contactOf(manager, leadId, personId);
    if (personId === lead.patientId) {
      throw leadError('lead.patient_is_no_contact', 'This person is the patient of this lead.');
    }
    const relationship = edit.relationship ?? contact.relationship;
    const name = (await this.people.names(manager, [personId])).get(personId) ?? null;
    const renamed = edit.name !== undefined && tidyName(edit.name) !== name;
    if (relationship === contact.relationship && !renamed) return;
    await manager.update(LeadContactEntity, { id: contact.id }, { relationship });
    if (renamed) await this.people.rename(manager, personId, edit.name ?? null, actor, now);
    await this.#onRecord(manager, lead, { personId, change: 'changed', relationship }, actor, now);
  }

  /**
   * Corrects what is known of a person, patient or contact, and puts it on the timeline of each lead they are on.
   * Throws like `PeopleService.correct`.
   */
  async correct(
    manager: EntityManager,
    personId: string,
    edit: PersonEdit,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const leads = await manager.query<{ id: string }[]>(LEADS_OF_PERSON, [personId]);
    const fields = await this.people.correct(manager, personId, edit, actor, now);
    if (fields.length === 0) return;
    for (const lead of leads) {
      await this.#onRecord(manager, lead, { personId, change: 'corrected', fields }, actor, now);
    }
  }

  /**
   * Says that somebody is no longer a contact of the lead; the row is kept. Throws `lead.not_found`,
   * `lead.contact_not_found`, `lead.patient_is_no_contact`.
   */
  async end(
    manager: EntityManager,
    leadId: string,
    personId: string,
    reason: string | undefined,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const lead = await lockLead(manager, leadId);
    const { id, relationship } = await contactOf(manager, leadId, personId);
    if (personId === lead.patientId) {
      throw leadError('lead.patient_is_no_contact', 'This person is the patient of this lead.');
    }
    await manager.update(LeadContactEntity, { id }, { endedAt: now });
    const change: Change = {
      personId,
      change: 'ended',
      relationship,
      ...(reason ? { reason } : {}),
    };
    await this.#onRecord(manager, lead, change, actor, now);
  }

  /** Adds a number or address to somebody on the lead, patient or contact. Throws like `end`. */
  async addPoint(
    manager: EntityManager,
    leadId: string,
    personId: string,
    point: ContactPointAdd,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { kind, value } = point;
    refuseUnusable({ kind, value }, 'value');
    await this.people.lockContacts(manager, [{ kind, value }]);
    const lead = await lockLead(manager, leadId);
    if (personId !== lead.patientId) await contactOf(manager, leadId, personId);
    await this.people.addPoint(manager, personId, { kind, value, ...wishesOf(point) }, now);
    await this.#onRecord(manager, lead, { personId, change: 'point_added' }, actor, now);
  }

  /**
   * Changes what somebody on the lead wishes at a number or address: null says that they were not
   * asked. Throws `lead.not_found`, `lead.contact_not_found`.
   */
  async changeWishes(
    manager: EntityManager,
    leadId: string,
    at: { personId: string; pointId: string },
    wishes: ContactPointEdit,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { personId, pointId } = at;
    const lead = await lockLead(manager, leadId);
    if (personId !== lead.patientId) await contactOf(manager, leadId, personId);
    const changed = await this.people.setWishes(manager, personId, pointId, wishes);
    if (!changed) throw contactNotFound();
    await this.#onRecord(manager, lead, { personId, change: 'wishes_changed' }, actor, now);
  }

  async #known(
    manager: EntityManager,
    personId: string,
    points: ContactValue[],
    contact: LeadContactAdd,
    now: Date,
  ): Promise<string> {
    await this.people.checkLiving(manager, personId);
    for (const point of points) {
      await this.people.addPoint(manager, personId, { ...point, ...wishesOf(contact) }, now);
    }
    return personId;
  }

  async #onRecord(
    manager: EntityManager,
    lead: Pick<LeadEntity, 'id'>,
    payload: Change,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const leadId = lead.id;
    await manager.query('UPDATE lead SET version = version + 1, updated_at = $2 WHERE id = $1', [
      leadId,
      now,
    ]);
    await this.activities.record(
      manager,
      { leadId, kind: 'contact.changed', payload, at: now, actor },
      now,
    );
    await this.audit.record(
      manager,
      {
        actor,
        action: `lead.contact_${payload.change}`,
        resource: 'lead',
        resourceId: leadId,
        leadId,
        personId: payload.personId,
        details: {
          ...(payload.relationship ? { relationship: payload.relationship } : {}),
          ...(payload.fields ? { fields: payload.fields } : {}),
        },
      },
      now,
    );
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
  }
}

/** Locked in the order of their ids, before the person, as every change of a lead does it. */
const LEADS_OF_PERSON = `
  SELECT l.id FROM lead l
  WHERE NOT EXISTS (SELECT 1 FROM lead_merge m WHERE m.merged_lead_id = l.id AND m.undone_at IS NULL) AND (
    l.patient_id = $1
    OR l.id IN (SELECT c.lead_id FROM lead_contact c WHERE c.person_id = $1 AND c.ended_at IS NULL))
  ORDER BY l.id FOR UPDATE`;

function pointsOf({ phone, email }: LeadContactAdd): ContactValue[] {
  const points: ContactValue[] = [];
  if (phone) points.push({ kind: 'phone', value: phone });
  if (email) points.push({ kind: 'email', value: email });
  for (const point of points) refuseUnusable(point, point.kind);
  return points;
}

/** What staff type has to be a number or address that can be called or written to. */
function refuseUnusable({ kind, value }: ContactValue, field: string): void {
  if (kind === 'phone' ? normalisePhone(value) : normaliseEmail(value)) return;
  const sentence =
    kind === 'phone'
      ? 'Please give a phone number with its area code.'
      : 'Please give an e-mail address such as name@example.com.';
  throw leadError('request.invalid', sentence, { errors: { [field]: sentence } });
}

function wishesOf({ safeToVoicemail, safeToText, preferredTime }: ContactPointEdit) {
  return { safeToVoicemail, safeToText, preferredTime };
}

async function contactOf(
  manager: EntityManager,
  leadId: string,
  personId: string,
): Promise<LeadContactEntity> {
  const contact = await manager.findOneBy(LeadContactEntity, { leadId, personId });
  if (!contact || contact.endedAt) throw contactNotFound();
  return contact;
}

function contactNotFound() {
  return leadError('lead.contact_not_found', 'There is no such contact on this lead.');
}
