import type { RoleName } from './roles.js';

export type Privilege = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

/** What one role may do; what is not named it may not. */
export interface RoleGrants {
  /** Table or view of `public` → whole-table rights. */
  tables: Record<string, Privilege[]>;
  /** Table → the only columns that may be read. */
  readableColumns?: Record<string, string[]>;
  /** Table → the only columns that may be changed. */
  changeableColumns?: Record<string, string[]>;
  /** Functions of `public` that may be called. */
  functions: string[];
  /** Schemas whose tables belong to a package, queue or sign-in: rights on all of them. */
  schemas: Record<string, Privilege[]>;
  /** Whether the role may make temporary tables; BullMQ adds jobs in bulk through one. */
  temporaryTables?: boolean;
}

export type Grants = Record<RoleName, RoleGrants>;

const read: Privilege[] = ['SELECT'];
/** Ledgers: a row, once written, is never changed. */
const append: Privilege[] = ['SELECT', 'INSERT'];
/** Records: changed, never deleted. */
const record: Privilege[] = ['SELECT', 'INSERT', 'UPDATE'];
/** Look-up digests follow their value: the old ones go when it changes. */
const digest: Privilege[] = ['SELECT', 'INSERT', 'DELETE'];

const ledgers = {
  consent: append,
  assignment: append,
  stage_change: append,
  activity: append,
  audit_event: append,
  message_event: append,
  unsubscribe_link: append,
  template_text: append,
  cadence_plan: append,
  enrolment_step: append,
  coaching_note: append,
  dial_permit: append,
  match: append,
  match_pick: append,
  match_override: append,
  conference_event: append,
  call_recording_part: append,
  benefit_result: append,
  facility_note: append,
  field_fact: append,
  bed_report: append,
  referral_change: append,
  referral_note: append,
  referral_statement: append,
  consent_signature: append,
  disclosure: append,
  status_answer: append,
  quarantine_decision: append,
};

/** The public pages: their words are written once; what is public is decided row by row. */
const publicPages = {
  content_page: record,
  content_text: append,
  content_release: record,
  content_review: append,
  content_picture: append,
  content_picture_file: append,
};

/** Where treatment is given, and how a facility gets in to report its beds. */
const directory = {
  treatment_organisation: record,
  facility: record,
  facility_contact: record,
  facility_licence: record,
  facility_merge: record,
  program: record,
  // Which payers a program takes is what holds now; who said so is in field_fact.
  program_payer: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] satisfies Privilege[],
  bed_hold: record,
  bed_request: record,
  facility_link: record,
  facility_api_key: record,
  directory_import: record,
  directory_import_part: append,
  zip_place: read,
};

const records = {
  person: record,
  contact_point: record,
  person_contact: record,
  lead: record,
  lead_contact: record,
  lead_inquiry: record,
  possible_match: record,
  coverage: record,
  coverage_card: record,
  coverage_question: record,
  benefit_check: record,
  benefit_inquiry: record,
  call: record,
  call_recording: record,
  conference: record,
  conference_party: record,
  task: record,
  clock: record,
  outbox: record,
  inquiry_rendering: record,
  screening: record,
  snooze: record,
  alert: record,
  message: record,
  enrolment: record,
  lead_merge: record,
  lead_protection: record,
  emergency_access: record,
  reading_hour: record,
  reading_alert: record,
  lead_file: record,
  mention: record,
  bulk_change: record,
  referral: record,
  referral_link: record,
  facility_notice: record,
  consent_request: record,
  webhook_delivery: record,
  erasure_request: record,
  legal_hold: record,
  suspicion_lesson: record,
  saved_report: record,
  report_target: record,
  report_mail: record,
};

/** Facts are made of records, and made anew: one that no record stands for any more goes. */
const FACTS = [
  'lead_fact',
  'call_fact',
  'check_fact',
  'referral_fact',
  'stay_fact',
  'pick_fact',
  'report_day',
  'report_month',
  'report_cell',
  'report_times',
  'report_key',
  'report_block',
];
const facts = (rights: Privilege[]) => Object.fromEntries(FACTS.map((table) => [table, rights]));

/** What administrators and managers set up; the worker reads it. */
const setUp = ['routing_rule', 'shift', 'closed_day', 'template', 'cadence', 'tag', 'saved_view'];

const digests = { person_name_digest: digest, contact_point_digest: digest };

export const grants: Grants = {
  // Rule R4: through the door in, public content out, nothing else.
  site: {
    tables: {
      public_routing: read,
      public_call_slots: read,
      payer: read,
      payer_alias: read,
      public_facility: read,
      public_program: read,
      public_treatment_organisation: read,
      public_program_payer: read,
      public_field_fact: read,
      public_directory_version: read,
      zip_place: read,
      public_content: read,
      public_picture: read,
      public_look: read,
    },
    functions: [
      'take_inquiry',
      'take_inbound',
      'read_rendering',
      'knows_unsubscribe',
      'hold_call_slot',
      'read_call_slot',
      'take_dial_permit',
      'read_referral_link',
      'read_referral_packet',
      'read_consent_request',
      'read_bed_link',
      'report_beds_by_link',
      'report_beds_by_key',
      'stop_bed_mails',
      'conference_to_join',
      'leave_conference',
    ],
    schemas: {},
  },
  desk: {
    tables: {
      ...records,
      ...ledgers,
      ...directory,
      ...digests,
      ...publicPages,
      public_content: read,
      migration: read,
      inquiry: read,
      directory_import_row: read,
      audit_link: read,
      team: record,
      staff_user: record,
      staff_invitation: record,
      staff_preference: record,
      source: record,
      // What was spent is what holds now; what an amount was before is in the audit.
      spend: [...record, 'DELETE'],
      spend_import: record,
      // A preview is made anew when the columns change.
      spend_import_line: [...record, 'DELETE'],
      tracking_number: record,
      ring_group: record,
      phone_entry: record,
      phone_line: record,
      organisation: record,
      public_routing: read,
      working_time: read,
      retention_rule: record,
      webhook_endpoint: record,
      mailbox: read,
      payer: record,
      payer_alias: digest,
      payer_merge: record,
      // The queue and the tags on a lead are what holds now; their history is in the timeline.
      queue_entry: [...record, 'DELETE'],
      lead_tag: ['SELECT', 'INSERT', 'DELETE'],
      ...Object.fromEntries(setUp.map((table) => [table, record])),
      ...facts(read),
      report_close: read,
      second_look: append,
      // Triggers mark what a change makes stale.
      report_stale: append,
      report_rebuild: append,
    },
    // Of a timeline's row only where it belongs may change: merging takes it to the lead that is kept.
    changeableColumns: {
      stage_change: ['undone_at'],
      activity: ['lead_id'],
      match: ['lead_id'],
      // Whose value counts is a colleague's choice; everything else of a row is the worker's.
      directory_import_row: ['choices'],
      // A note goes with its facility when two turn out to be one.
      facility_note: ['facility_id'],
    },
    functions: ['take_inquiry', 'protected_from'],
    schemas: { auth: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], queue: read },
  },
  worker: {
    tables: {
      ...records,
      ...ledgers,
      ...directory,
      ...digests,
      migration: read,
      // What one browser could read for a while is gone after it.
      referral_opening: [...record, 'DELETE'],
      // Jobs that are done are deleted after a while.
      outbox: [...record, 'DELETE'],
      inquiry: read,
      // A preview is made anew when the mapping changes.
      directory_import_row: [...record, 'DELETE'],
      audit_link: append,
      team: read,
      staff_user: record,
      source: record,
      spend: read,
      tracking_number: read,
      ring_group: read,
      organisation: read,
      public_routing: read,
      working_time: read,
      retention_rule: read,
      backup_run: read,
      webhook_endpoint: read,
      webhook_cursor: record,
      mailbox: record,
      call_slot_hold: record,
      payer: read,
      payer_alias: read,
      queue_entry: [...record, 'DELETE'],
      lead_tag: read,
      ...Object.fromEntries(setUp.map((table) => [table, read])),
      // Public holidays come by themselves.
      closed_day: append,
      ...facts([...record, 'DELETE']),
      report_close: append,
      report_stale: [...record, 'DELETE'],
      report_rebuild: [...record, 'DELETE'],
    },
    // An inquiry is only ever sealed anew, to a newer key.
    changeableColumns: { inquiry: ['sealed', 'seal_key_id'], stage_change: ['undone_at'] },
    // Deleting is no right: what was decided is erased by a function that looks for the decision.
    functions: ['take_inquiry', 'take_inbound', 'erase_by_request', 'forget_by_age'],
    schemas: { queue: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] },
    temporaryTables: true,
  },
};
