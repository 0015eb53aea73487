import type { EntityClass } from '#platform';
import { ConsentRequestEntity, ConsentSignatureEntity } from './entities/consent.entity.js';
import { FacilityNoticeEntity } from './entities/facility-notice.entity.js';
import { ReferralEntity } from './entities/referral.entity.js';
import {
  DisclosureEntity,
  ReferralChangeEntity,
  ReferralNoteEntity,
  ReferralStatementEntity,
} from './entities/referral-history.entity.js';
import { ReferralLinkEntity, ReferralOpeningEntity } from './entities/referral-link.entity.js';

/** Every entity of this lib, for whoever opens the database. */
export const referralEntities: EntityClass[] = [
  ReferralEntity,
  ReferralChangeEntity,
  ReferralNoteEntity,
  ReferralStatementEntity,
  ReferralLinkEntity,
  ReferralOpeningEntity,
  FacilityNoticeEntity,
  ConsentRequestEntity,
  ConsentSignatureEntity,
  DisclosureEntity,
];
