export {
  CATALOGUE_VERSION,
  checkSlices,
  definitionView,
  numberNamed,
  NUMBERS,
} from './catalogue/catalogue.js';
export type { Definition } from './catalogue/definition.js';
export { FactService } from './facts/fact.service.js';
export { readReportTime } from './facts/working-time.js';
export { BehindQueries } from './numbers/behind.queries.js';
export { exportRecords } from './numbers/export-records.js';
export { NumberQueries } from './numbers/number.queries.js';
export { reportEntities } from './report.entities.js';
export { ReportingModule } from './reporting.module.js';
