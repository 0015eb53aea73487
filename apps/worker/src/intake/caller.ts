import { type InquiryKind, type Language } from '#contract';
import type { InquiryEntity } from '#inquiries';

/** Someone who got in touch by phone, text or an advert's form: all that is known of them yet. */
export interface CallerInquiry {
  inquiry: InquiryEntity;
  /** What it is by now; may be more exact than the inquiry's own kind. */
  kind: InquiryKind;
  /** As the provider gave it; null when it was withheld. */
  phone: string | null;
  email?: string | null;
  name?: string | null;
  /** What they wrote or said. Runs through the urgency rules. */
  message?: string | null;
  /** The number of ours they dialled, in E.164: tells the source. */
  trackingPhone: string | null;
  /** Where the provider thinks they are. */
  state?: string | null;
  zip?: string | null;
  language?: Language;
  /** A text of theirs that asks for no texts: it is no permission to answer by one. */
  noTexts?: boolean;
  /** Nobody vouches that the e-mail is from its address: it permits nothing. */
  unproven?: boolean;
  /** What they wrote answers a message of ours to this person on this lead. */
  answers?: { leadId: string; personId: string; because: string } | null;
  receivedAt: Date;
  now: Date;
}

/** What became of a caller. */
export interface CallerIntake {
  leadId: string;
  personId: string;
  /** Null when the number was withheld. */
  contactPointId: string | null;
  /** False: joined a lead that was open already. */
  opened: boolean;
}
