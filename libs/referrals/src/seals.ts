/** Where each encrypted value of this lib lives: table, column, row. */
const ref = (table: string, column: string) => (id: string) => ({ table, column, id });

export const seals = {
  changeNote: ref('referral_change', 'note_enc'),
  note: ref('referral_note', 'text_enc'),
  linkSentTo: ref('referral_link', 'sent_to_enc'),
  noticeTo: ref('facility_notice', 'to_enc'),
  noticeCode: ref('facility_notice', 'code_enc'),
  emergencyReason: ref('referral', 'emergency_reason_enc'),
  transport: ref('referral', 'transport_enc'),
  handOverNote: ref('referral', 'hand_over_note_enc'),
  patientName: ref('consent_request', 'patient_name_enc'),
  wording: ref('consent_request', 'wording_enc'),
  signedName: ref('consent_signature', 'name_enc'),
  signatureReason: ref('consent_signature', 'reason_enc'),
  disclosureReason: ref('disclosure', 'reason_enc'),
};
