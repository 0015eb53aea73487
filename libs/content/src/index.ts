import type { EntityClass } from '#platform';
import {
  ContentPageEntity,
  ContentReleaseEntity,
  ContentReviewEntity,
  ContentTextEntity,
} from './articles/content.entity.js';
import { PictureEntity, PictureFileEntity } from './pictures/picture.entity.js';

export { ContentService } from './articles/content.service.js';
export { articleDetail, articleRows } from './articles/content-views.js';
export { readMarkdown, textOf, wordsOf } from './articles/markdown.js';
export { pathOf } from './articles/page-path.js';
export { readingGrade } from './articles/reading-grade.js';
export { type ShippedText, shippedTexts } from './articles/shipped.js';
export { ALWAYS_OPEN, BusinessHours, intervalsOf } from './business-hours.js';
export { ContentModule } from './content.module.js';
export { OrganisationEntity } from './organisation.entity.js';
export { OrganisationService, type WorkingTime } from './organisation.service.js';
export { PhoneEntryEntity } from './phone-entry.entity.js';
export { cleanPicture } from './pictures/clean-picture.js';
export { PictureService } from './pictures/picture.service.js';
export { RingGroupEntity } from './ring-group.entity.js';
export { SourceEntity, TrackingNumberEntity } from './source.entity.js';
export { type NumberFound, type SourceFound, SourceService } from './source.service.js';
export { SpendEntity } from './spend/spend.entity.js';
export { SpendService } from './spend/spend.service.js';
export { SpendImportEntity, SpendImportLineEntity } from './spend/spend-import.entity.js';
export { SpendImportService } from './spend/spend-import.service.js';

/** Every entity of public pages and their pictures. */
export const contentEntities: EntityClass[] = [
  ContentPageEntity,
  ContentTextEntity,
  ContentReleaseEntity,
  ContentReviewEntity,
  PictureEntity,
  PictureFileEntity,
];
