import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { FacilitiesModule } from '#facilities';
import { ImportPreview } from './import-preview.js';
import { ImportRun } from './import-run.js';
import { DirectoryImportService } from './import.service.js';
import { ImportUndo } from './import-undo.js';

const services = [DirectoryImportService, ImportPreview, ImportRun, ImportUndo];

/** Imports into the directory: taking files, looking at what they would do, doing it and taking it back. */
@Module({ imports: [AuditModule, FacilitiesModule], providers: services, exports: services })
export class ExchangeModule {}
