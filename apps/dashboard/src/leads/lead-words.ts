import type { LeadRow } from '#contract';

/** Whom a lead is about, in a word one can click. */
export function whoOf(lead: Pick<LeadRow, 'patientName' | 'contactName' | 'forWhom'>): string {
  if (lead.patientName) return lead.patientName;
  if (lead.contactName) {
    return lead.forWhom === 'other' ? `For someone: ${lead.contactName}` : lead.contactName;
  }
  return 'Name not given yet';
}

export const PAYMENT_CHOICES = [
  { code: 'coverage', label: 'Insurance' },
  { code: 'self_pay', label: 'Self-pay' },
  { code: 'state_funded', label: 'State-funded' },
  { code: 'scholarship', label: 'Scholarship' },
  { code: 'unknown', label: 'Unknown' },
] as const;

export const YES_NO_UNKNOWN = [
  { code: 'yes', label: 'Yes' },
  { code: 'no', label: 'No' },
  { code: 'unknown', label: 'Unknown' },
] as const;

/** The states and territories a US ZIP can lie in. */
export const STATE_CODES: readonly string[] =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA WA WV WI WY'.split(
    ' ',
  );
