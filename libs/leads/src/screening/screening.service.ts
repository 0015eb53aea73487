import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import {
  answerErrors,
  countedAnswers,
  missingAnswers,
  ScreenerAnswers,
  SCREENER_VERSION,
  type ScreeningInput,
  type ScreeningView,
  visibleQuestions,
} from '#contract';
import { stateOfZip } from '#people';
import { newId } from '#platform';
import { Vault } from '#vault';
import { AlertService } from '../alerts/alert.service.js';
import { LeadEditService } from '../lead-edit.service.js';
import { LeadEntity } from '../lead.entity.js';
import { checkVersion, leadError, lockLead } from '../lead-lock.js';
import { ActivityService } from '../timeline/activity.service.js';
import { mergeTriage, safetyNotes } from '../urgency/triage.js';
import { minorConsent } from './minor-consent.js';
import { ScreeningEntity } from './screening.entity.js';
import { ageOf, leadFieldsOf, screenedTriage, whenWantedOf, zipOf } from './screening-facts.js';

/** Keeps what is asked and answered on the phone, as it is typed. Writes belong into the caller's transaction. */
@Injectable()
export class ScreeningService {
  constructor(
    private readonly vault: Vault,
    private readonly edits: LeadEditService,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
    private readonly alerts: AlertService,
  ) {}

  /** The screening of a lead, also before anybody has begun. Throws `lead.not_found`. */
  async view(manager: EntityManager, leadId: string): Promise<ScreeningView> {
    const lead = await manager.findOneBy(LeadEntity, { id: leadId });
    if (!lead) throw leadError('lead.not_found', 'There is no such lead.');
    const screening = await manager.findOneBy(ScreeningEntity, { leadId });
    const answers = screening ? this.#answersOf(screening) : {};
    const zip = zipOf(answers);
    return {
      id: leadId,
      version: screening?.version ?? 0,
      screenerVersion: screening?.screenerVersion ?? SCREENER_VERSION,
      answers,
      visible: visibleQuestions(answers).map(({ id }) => id),
      missing: missingAnswers(answers).map(({ id }) => id),
      urgency: lead.urgency,
      reasons: lead.urgencyReasons,
      safetyNotes: safetyNotes(lead.urgencyReasons, [...lead.substances, ...substancesOf(answers)]),
      minor: minorConsent(
        ageOf(answers) ?? lead.age,
        (zip ? stateOfZip(zip.slice(0, 5)) : null) ?? lead.state,
      ),
      startedAt: screening?.startedAt.toISOString() ?? null,
      startedBy: screening?.startedBy ?? null,
      completedAt: screening?.completedAt?.toISOString() ?? null,
    };
  }

  /**
   * Saves what was just typed; other answers stay, null takes one back. The urgency rises at once by
   * the rules, and never falls. Throws `lead.not_found`, `lead.already_closed`, `request.invalid` with
   * each question, `record.version_conflict` with both values.
   */
  async save(
    manager: EntityManager,
    leadId: string,
    input: ScreeningInput,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const lead = await this.#open(manager, leadId);
    const errors = answerErrors(input.answers);
    if (Object.keys(errors).length > 0) {
      throw leadError('request.invalid', 'Some answers cannot be kept as they are.', {
        errors: Object.fromEntries(
          Object.entries(errors).map(([question, sentence]) => [`answers.${question}`, sentence]),
        ),
      });
    }
    const screening = await this.#read(manager, leadId, input);
    const before = screening ? this.#answersOf(screening) : {};
    const answers = merged(before, input.answers);
    await this.#write(manager, leadId, screening, answers, actor, now);
    await this.#raise(manager, lead, answers, actor, now);
    const questions = Object.keys(input.answers);
    await this.#audited(manager, lead, 'screening.saved', { questions }, actor, now);
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
  }

  /**
   * Completes a screening: what belongs on the lead goes there. Throws `screening.incomplete` with
   * each question that is missing, and what `save` throws.
   */
  async complete(
    manager: EntityManager,
    leadId: string,
    version: number,
    actor: Actor,
    now: Date,
  ): Promise<ScreenerAnswers> {
    const lead = await this.#open(manager, leadId);
    const screening = await this.#read(manager, leadId, { version, answers: {} });
    const answers = screening ? this.#answersOf(screening) : {};
    const missing = missingAnswers(answers);
    if (!screening || missing.length > 0) {
      throw leadError('screening.incomplete', 'Some questions are not answered yet.', {
        errors: Object.fromEntries(missing.map(({ id, ask }) => [`answers.${id}`, ask])),
      });
    }
    const fields = leadFieldsOf(answers, lead);
    const when = whenWantedOf(answers);
    if (when && when !== lead.whenWanted) {
      await manager.update(LeadEntity, leadId, { whenWanted: when });
    }
    const current = await manager.findOneByOrFail(LeadEntity, { id: leadId });
    await this.edits.edit(manager, leadId, { ...fields, version: current.version }, actor, now);
    await manager.update(ScreeningEntity, screening.id, {
      completedAt: now,
      version: screening.version + 1,
      updatedAt: now,
    });
    const payload = {
      screenerVersion: screening.screenerVersion,
      answered: Object.keys(countedAnswers(answers)).length,
      fields: [...Object.keys(fields), ...(when ? ['whenWanted'] : [])],
    };
    await this.activities.record(
      manager,
      { leadId, kind: 'screening.completed', payload, at: now, actor },
      now,
    );
    await this.#audited(manager, lead, 'screening.completed', {}, actor, now);
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
    return answers;
  }

  /** A rule that fires for the first time is kept with its reason; a higher level also raises its alert. */
  async #raise(
    manager: EntityManager,
    lead: LeadEntity,
    answers: ScreenerAnswers,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const learned = screenedTriage(answers, lead);
    if (!learned) return;
    const known = new Set(lead.urgencyReasons.map(({ rule }) => rule));
    if (learned.reasons.every(({ rule }) => known.has(rule))) return;
    const { urgency, reasons, rulesVersion } = mergeTriage(
      { urgency: lead.urgency, reasons: lead.urgencyReasons },
      learned,
    );
    const leadId = lead.id;
    await manager.update(LeadEntity, leadId, {
      urgency,
      urgencyReasons: reasons,
      urgencyRulesVersion: rulesVersion,
      version: lead.version + 1,
      updatedAt: now,
    });
    const payload = { urgency, reasons, rulesVersion };
    await this.activities.record(
      manager,
      { leadId, kind: 'urgency.set', payload, at: now, actor },
      now,
    );
    if (urgency !== lead.urgency) {
      await this.alerts.raise(manager, { leadId, urgency, reasons }, now);
    }
  }

  async #open(manager: EntityManager, leadId: string): Promise<LeadEntity> {
    const lead = await lockLead(manager, leadId);
    if (lead.closedAt) throw leadError('lead.already_closed', 'This lead is closed.');
    return lead;
  }

  async #read(
    manager: EntityManager,
    leadId: string,
    input: ScreeningInput,
  ): Promise<ScreeningEntity | null> {
    const screening = await manager.findOneBy(ScreeningEntity, { leadId });
    const current = screening ? this.#answersOf(screening) : {};
    checkVersion({ version: screening?.version ?? 0 }, input.version, current, input.answers);
    return screening;
  }

  async #write(
    manager: EntityManager,
    leadId: string,
    screening: ScreeningEntity | null,
    answers: ScreenerAnswers,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const id = screening?.id ?? newId();
    const answersEnc = this.vault.encryptJson(answersRef(id), answers);
    if (screening) {
      const version = screening.version + 1;
      await manager.update(ScreeningEntity, id, { answersEnc, version, updatedAt: now });
      return;
    }
    await manager.insert(ScreeningEntity, {
      id,
      leadId,
      answersEnc,
      screenerVersion: SCREENER_VERSION,
      startedBy: staffIdOf(actor),
      startedAt: now,
      completedAt: null,
      updatedAt: now,
    });
  }

  #answersOf({ id, answersEnc }: ScreeningEntity): ScreenerAnswers {
    return ScreenerAnswers.parse(this.vault.decryptJson(answersRef(id), answersEnc));
  }

  #audited(
    manager: EntityManager,
    lead: LeadEntity,
    action: string,
    details: Record<string, unknown>,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const { id, patientId: personId } = lead;
    return this.audit.record(
      manager,
      { actor, action, resource: 'lead', resourceId: id, leadId: id, personId, details },
      now,
    );
  }
}

function merged(before: ScreenerAnswers, typed: ScreeningInput['answers']): ScreenerAnswers {
  const all = Object.entries({ ...before, ...typed });
  return Object.fromEntries(
    all.filter((entry): entry is [string, ScreenerAnswers[string]] => entry[1] !== null),
  );
}

function substancesOf(answers: ScreenerAnswers): string[] {
  const given = answers['use.substances'];
  return Array.isArray(given) ? given : [];
}

function answersRef(id: string) {
  return { table: 'screening', column: 'answers_enc', id };
}
