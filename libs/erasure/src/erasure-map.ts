/**
 * What an erasure does to one table. `where` is SQL over the arrays that the erasure worked out first: `v_persons`,
 * `v_points` (contact points nobody else uses), `v_leads`, `v_inquiries`, `v_calls`. Without `set` the rows go.
 */
export interface ErasureRule {
  table: string;
  where: string;
  /** Column → what stands there afterwards, as SQL. */
  set?: Readonly<Record<string, string>>;
}

/** Stands where something encrypted must not be empty; the vault reads it as "Erased". */
export const ERASED = "'erased'";

const ofLead = (table: string, set?: ErasureRule['set'], more = ''): ErasureRule => ({
  table,
  where: `lead_id = ANY (v_leads)${more}`,
  ...(set ? { set } : {}),
});
const ofReferral = (table: string, set: NonNullable<ErasureRule['set']>): ErasureRule => ({
  table,
  where: 'referral_id IN (SELECT id FROM referral WHERE lead_id = ANY (v_leads))',
  set,
});

/**
 * Every place where something of a patient, or of whoever asked for them, is kept. Rows that numbers count stay, without
 * what tells whose they are; what only says something about a person goes. In the order in which it is done.
 */
export const ERASURE_RULES: readonly ErasureRule[] = [
  {
    table: 'person',
    where: 'id = ANY (v_persons)',
    set: { name_enc: 'NULL', birth_date_enc: 'NULL', version: 'version + 1', updated_at: 'p_now' },
  },
  { table: 'person_name_digest', where: 'person_id = ANY (v_persons)' },
  { table: 'contact_point_digest', where: 'contact_point_id = ANY (v_points)' },
  { table: 'contact_point', where: 'id = ANY (v_points)', set: { value_enc: ERASED } },
  { table: 'person_contact', where: 'person_id = ANY (v_persons)' },
  {
    table: 'lead',
    where: 'id = ANY (v_leads)',
    // The state stays for the numbers; a ZIP and an age can tell who it was in a small place.
    set: {
      zip: 'NULL',
      age: 'NULL',
      attribution:
        "attribution - '{gclid,referrer,landingPath,lastGclid,lastReferrer,lastLandingPath}'::text[]",
      version: 'version + 1',
      updated_at: 'p_now',
    },
  },
  ofLead('activity', { payload_enc: ERASED }),
  ofLead('assignment', { note_enc: 'NULL' }, ' AND note_enc IS NOT NULL'),
  ofLead('stage_change', { note_enc: 'NULL' }, ' AND note_enc IS NOT NULL'),
  ofLead('screening'),
  ofLead('lead_protection', { reason_enc: ERASED }),
  ofLead('emergency_access', { reason_enc: ERASED, note_enc: 'NULL' }),
  ofLead('snooze', { reason_enc: ERASED }),
  ofLead('second_look', { note_enc: 'NULL' }, ' AND note_enc IS NOT NULL'),
  // What was learned of an address or a number goes; of a reason, it tells of nobody.
  {
    table: 'suspicion_lesson',
    where: 'inquiry_id = ANY (v_inquiries) AND subject IS NOT NULL',
  },
  ofLead('task', { title_enc: ERASED, drop_reason_enc: 'NULL' }),
  ofLead('enrolment', { pause_reason_enc: 'NULL', end_reason_enc: 'NULL' }),
  ofLead('lead_file', {
    name_enc: ERASED,
    content_enc: "''::bytea",
    bytes: '0',
    removed_at: 'coalesce(removed_at, p_now)',
  }),
  {
    table: 'lead_merge',
    where: 'kept_lead_id = ANY (v_leads) OR merged_lead_id = ANY (v_leads)',
    set: { reason_enc: 'NULL', before_enc: ERASED },
  },
  {
    table: 'message',
    where:
      'lead_id = ANY (v_leads) OR person_id = ANY (v_persons) OR contact_point_id = ANY (v_points)',
    set: { subject_enc: 'NULL', body_enc: ERASED, media_enc: 'NULL', mail_enc: 'NULL' },
  },
  {
    table: 'call_recording_part',
    where: 'recording_id IN (SELECT id FROM call_recording WHERE call_id = ANY (v_calls))',
  },
  { table: 'call_recording', where: 'call_id = ANY (v_calls)' },
  { table: 'call', where: 'id = ANY (v_calls)', set: { recording_enc: 'NULL' } },
  { table: 'coaching_note', where: 'call_id = ANY (v_calls)', set: { text_enc: ERASED } },
  {
    table: 'conference_party',
    where: 'conference_id IN (SELECT id FROM conference WHERE call_id = ANY (v_calls))',
    set: { name_enc: ERASED, number_enc: 'NULL' },
  },
  ofLead('coverage', {
    payer_text_enc: 'NULL',
    member_id_enc: 'NULL',
    group_number_enc: 'NULL',
    subscriber_name_enc: 'NULL',
    subscriber_born_enc: 'NULL',
    patient_born_enc: 'NULL',
  }),
  {
    table: 'benefit_result',
    where: 'check_id IN (SELECT id FROM benefit_check WHERE lead_id = ANY (v_leads))',
  },
  {
    table: 'benefit_inquiry',
    where: 'check_id IN (SELECT id FROM benefit_check WHERE lead_id = ANY (v_leads))',
    set: { raw_enc: 'NULL', answer_enc: 'NULL' },
  },
  ofLead('benefit_check', {
    result_enc: 'NULL',
    representative_enc: 'NULL',
    reference_enc: 'NULL',
    note_enc: 'NULL',
  }),
  {
    table: 'match_override',
    where: 'match_id IN (SELECT id FROM match WHERE lead_id = ANY (v_leads))',
    set: { reason_enc: ERASED },
  },
  ofLead('match', { inputs_enc: ERASED, answer_enc: ERASED }),
  ofLead('referral', {
    emergency_reason_enc: 'NULL',
    transport_enc: 'NULL',
    hand_over_note_enc: 'NULL',
  }),
  ofReferral('referral_change', { note_enc: 'NULL' }),
  ofReferral('referral_note', { text_enc: ERASED }),
  ofReferral('facility_notice', { code_enc: 'NULL' }),
  {
    table: 'referral_opening',
    where: `link_id IN (SELECT k.id FROM referral_link k JOIN referral r ON r.id = k.referral_id
      WHERE r.lead_id = ANY (v_leads))`,
  },
  ofReferral('referral_link', { sealed: 'NULL', revoked_at: 'coalesce(revoked_at, p_now)' }),
  ofReferral('disclosure', { reason_enc: 'NULL' }),
  {
    table: 'consent_request',
    where: 'lead_id = ANY (v_leads) OR person_id = ANY (v_persons)',
    set: { patient_name_enc: ERASED, wording_enc: ERASED, sealed: 'NULL' },
  },
  {
    table: 'consent_signature',
    where: `person_id = ANY (v_persons)
      OR request_id IN (SELECT id FROM consent_request WHERE lead_id = ANY (v_leads))`,
    set: { name_enc: 'NULL', reason_enc: 'NULL', ip_digest: 'NULL' },
  },
  { table: 'inquiry_rendering', where: 'inquiry_id = ANY (v_inquiries)' },
  {
    table: 'inquiry',
    where: 'id = ANY (v_inquiries)',
    set: {
      sealed: "''::bytea",
      seal_key_id: ERASED,
      body_digest: "''::bytea",
      // The id of an e-mail can hold an address; that of a call keeps the call from coming back.
      provider_event_id: "CASE WHEN kind = 'email' THEN 'erased:' || id ELSE provider_event_id END",
    },
  },
  {
    table: 'erasure_request',
    where: 'person_id = ANY (v_persons)',
    set: { reason_enc: 'NULL', decision_enc: 'NULL' },
  },
];

/** What is encrypted or sealed and stays all the same, and why. */
export const KEPT: Readonly<Record<string, string>> = {
  'audit_event.reason_enc':
    'the audit is a chain: a word taken out of it breaks every link after it',
  'facility_contact.name_enc': 'somebody at a facility, no patient',
  'facility_contact.phone_enc': 'somebody at a facility, no patient',
  'facility_contact.email_enc': 'somebody at a facility, no patient',
  'facility_note.body_enc': 'about a facility',
  'facility_notice.to_enc': 'a facility’s address: to whom something was disclosed',
  'referral_link.sent_to_enc': 'a facility’s address: to whom something was disclosed',
  'directory_import.file_name_enc': 'a directory of facilities',
  'directory_import_part.content_enc': 'a directory of facilities',
  'directory_import_row.data_enc': 'a directory of facilities',
  'spend_import.file_name_enc': 'what sources cost, no patient',
  'spend_import.columns_enc': 'what sources cost, no patient',
  'spend_import.content_enc': 'what sources cost, no patient',
  'spend_import_line.data_enc': 'what sources cost, no patient',
  'reading_alert.note_enc': 'about a colleague who read unusually much',
  'saved_view.settings_enc': 'a colleague’s own filters',
  'saved_report.settings_enc': 'a colleague’s own filters',
  'report_target.filter_enc': 'slices of numbers, no patient',
  'webhook_endpoint.secrets_enc': 'secrets of a receiver outside',
  'legal_hold.reason_enc': 'why something had to be kept: nothing is erased while it stands',
};

/** What a receipt says is kept, and why; in words for the person. */
export const KEPT_IN_WORDS: readonly string[] = [
  'What you allowed and took back (the consent ledger), without your name or contact data: the law asks for proof.',
  'To which facility something was disclosed and when, without your name: you may ask for it for three years.',
  'Who of our staff read or changed the record, and when: the audit.',
  'That there was a request, how far it came and when: numbers without a name.',
];

/** Where copies may be that are not in this database. */
export const ELSEWHERE: readonly string[] = [
  'Backups made before hold a copy until they are deleted; if one is restored, this erasure is done again by itself.',
  'Facilities that were sent a packet keep their own records.',
  'The telephone company and the mail provider keep their own records for as long as their settings say.',
];
