export {
  CATALOGUE_VERSION,
  checkSlices,
  definitionView,
  numberNamed,
  NUMBERS,
} from './catalogue/catalogue.js';
export { LOAD_NUMBERS } from './catalogue/load-numbers.js';
export type { Definition } from './catalogue/definition.js';
export { PeriodCloseService } from './closes/period-close.service.js';
export { FACT_TABLES } from './catalogue/slices.js';
export { columnsOf } from './facts/fact-columns.js';
export { FactService } from './facts/fact.service.js';
export { FactMaker } from './facts/facts-of.js';
export type { Facts } from './facts/make-facts.js';
export type { Records as FactRecords } from './facts/records.js';
export { readStanding } from './facts/standing.js';
export { readReportTime, type ReportTime, readTimeZone } from './facts/working-time.js';
export { hoursOnThePhone } from './numbers/agent-hours.js';
export { BehindQueries } from './numbers/behind.queries.js';
export { exportRecords } from './numbers/export-records.js';
export { NumberQueries } from './numbers/number.queries.js';
export { reportEntities } from './report.entities.js';
export { ReportingModule } from './reporting.module.js';
export { DueReports } from './questions/due-reports.js';
export { SEND_REPORT_MAIL } from './questions/jobs.js';
export { ReportMailEntity, SavedReportEntity } from './questions/question.entities.js';
export { reportCsv } from './questions/report-csv.js';
export {
  missedTargetMail,
  type ReportSender,
  type ReportWords,
  savedReportMail,
} from './questions/report-mail.js';
export { reportPdf } from './questions/report-pdf.js';
export { SavedReportService } from './questions/saved-report.service.js';
export { TargetService } from './questions/target.service.js';
export { noClose } from './reporting.errors.js';
export { RollUpService } from './roll-ups/roll-up.service.js';
export { SecondLookService } from './second-look/second-look.service.js';
