import type { EntityClass } from '#platform';
import {
  DirectoryImportEntity,
  DirectoryImportPartEntity,
  DirectoryImportRowEntity,
} from './import.entity.js';

export { ExchangeModule } from './exchange.module.js';
export { DirectoryImportEntity } from './import.entity.js';
export { ImportPreview } from './import-preview.js';
export { ImportRun } from './import-run.js';
export { DirectoryImportService, type StoredRow } from './import.service.js';
export { ImportUndo } from './import-undo.js';
export { PREVIEW_IMPORT, RUN_IMPORT, UNDO_IMPORT } from './jobs.js';

/** Every entity of imports. */
export const exchangeEntities: EntityClass[] = [
  DirectoryImportEntity,
  DirectoryImportPartEntity,
  DirectoryImportRowEntity,
];
