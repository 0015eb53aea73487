import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService } from '#audit';
import type { LeadEdit } from '#contract';
import { PeopleService, stateOfZip, tidyName } from '#people';
import { AlertService } from './alerts/alert.service.js';
import { LeadEntity } from './lead.entity.js';
import { checkVersion, leadError, lockLead } from './lead-lock.js';
import { ActivityService } from './timeline/activity.service.js';
import { substanceCodes } from './urgency/substances.js';
import { mergeTriage, triage } from './urgency/triage.js';

type Fields = Partial<
  Pick<
    LeadEntity,
    | 'zip'
    | 'state'
    | 'age'
    | 'pregnant'
    | 'language'
    | 'substances'
    | 'levelRequested'
    | 'levelScreened'
    | 'payment'
    | 'sourceId'
  >
>;

/** Changes what is known of a lead. */
@Injectable()
export class LeadEditService {
  constructor(
    private readonly people: PeopleService,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
    private readonly alerts: AlertService,
  ) {}

  /**
   * Changes the fields given (undefined: as it was). The patient's name goes to the person; a new
   * ZIP sets the state; facts that raise the urgency raise it. Throws `lead.not_found`,
   * `record.version_conflict` with the current and the given values of the fields, `source.not_found`.
   */
  async edit(
    manager: EntityManager,
    leadId: string,
    edit: LeadEdit,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const lead = await lockLead(manager, leadId);
    const { version, patientName, ...rest } = edit;
    const name = (await this.people.names(manager, [lead.patientId])).get(lead.patientId) ?? null;
    this.#checkVersion(lead, name, edit, version);
    const fields = changes(lead, rest);
    const renamed = patientName !== undefined && tidyName(patientName) !== name;
    const names = [...Object.keys(fields), ...(renamed ? ['patientName'] : [])];
    if (names.length === 0) return;
    if (fields.sourceId) await checkSource(manager, fields.sourceId);
    if (renamed && patientName !== undefined) {
      await this.people.rename(manager, lead.patientId, patientName, actor, now);
    }
    const raised = raisedUrgency(Object.assign({}, lead, fields));
    await manager.update(LeadEntity, leadId, {
      ...fields,
      ...raised,
      version: lead.version + 1,
      updatedAt: now,
    });
    await this.#onRecord(manager, lead, names, raised, actor, now);
  }

  #checkVersion(lead: LeadEntity, name: string | null, edit: LeadEdit, version: number): void {
    const { version: _, ...yours } = edit;
    const values = new Map<string, unknown>(
      Object.entries(Object.assign({}, lead, { patientName: name })),
    );
    const current = Object.fromEntries(
      Object.keys(yours).map((key) => [key, values.get(key) ?? null]),
    );
    checkVersion(lead, version, current, yours);
  }

  async #onRecord(
    manager: EntityManager,
    lead: LeadEntity,
    fields: string[],
    raised: ReturnType<typeof raisedUrgency>,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const leadId = lead.id;
    await this.activities.record(
      manager,
      { leadId, kind: 'details.changed', payload: { fields }, at: now, actor },
      now,
    );
    if (raised.urgency && raised.urgencyReasons && raised.urgencyRulesVersion) {
      const payload = {
        urgency: raised.urgency,
        reasons: raised.urgencyReasons,
        rulesVersion: raised.urgencyRulesVersion,
      };
      await this.activities.record(
        manager,
        { leadId, kind: 'urgency.set', payload, at: now, actor },
        now,
      );
      const { urgency, reasons } = payload;
      await this.alerts.raise(manager, { leadId, urgency, reasons }, now);
    }
    const entry = { actor, action: 'lead.edited', resource: 'lead', resourceId: leadId, leadId };
    await this.audit.record(
      manager,
      { ...entry, personId: lead.patientId, details: { fields } },
      now,
    );
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
  }
}

/** The fields that are really different, ZIP and state together. */
function changes(lead: LeadEntity, edit: Omit<LeadEdit, 'version' | 'patientName'>): Fields {
  const wanted: Fields = { ...edit };
  if (edit.substances) wanted.substances = substanceCodes(edit.substances);
  if (edit.zip !== undefined) wanted.state = edit.zip === null ? null : stateOfZip(edit.zip);
  const current: Fields = lead;
  const different = (Object.keys(wanted) as (keyof Fields)[]).filter(
    (key) =>
      wanted[key] !== undefined && JSON.stringify(wanted[key]) !== JSON.stringify(current[key]),
  );
  return Object.fromEntries(different.map((key) => [key, wanted[key]]));
}

/** What staff learn may raise the urgency (a risk of P0 or P1), and never lowers it. */
function raisedUrgency(
  lead: LeadEntity,
): Partial<Pick<LeadEntity, 'urgency' | 'urgencyReasons' | 'urgencyRulesVersion'>> {
  const learned = triage({
    substances: lead.substances,
    age: lead.age,
    pregnant: lead.pregnant,
    when: lead.whenWanted,
  });
  if (learned.urgency !== 'P0' && learned.urgency !== 'P1') return {};
  const merged = mergeTriage({ urgency: lead.urgency, reasons: lead.urgencyReasons }, learned);
  if (merged.urgency === lead.urgency) return {};
  return {
    urgency: merged.urgency,
    urgencyReasons: merged.reasons,
    urgencyRulesVersion: merged.rulesVersion,
  };
}

async function checkSource(manager: EntityManager, sourceId: string): Promise<void> {
  const found = await manager.query<unknown[]>('SELECT 1 FROM source WHERE id = $1', [sourceId]);
  if (found.length === 0) throw leadError('source.not_found', 'There is no such source.');
}
