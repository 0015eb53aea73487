import { Injectable } from '@nestjs/common';
import { MAIL_AUDIT_HEAD } from '#audit';
import { FETCH_RECORDING, SETTLE_CALL, SETTLE_CONFERENCE } from '#calls';
import { ADD_HOLIDAYS } from '#duty';
import { ERASE_PERSON, KEEP_RETENTION } from '#erasure';
import { PREVIEW_IMPORT, RUN_IMPORT, UNDO_IMPORT } from '#exchange';
import {
  ASK_FACILITIES,
  EXPIRE_BED_HOLD,
  NOTE_BED_MAIL_STOP,
  NOTE_BED_REPORTS,
  SEND_BED_REQUEST,
} from '#facilities';
import { REMIND_TASK, RUN_ENROLMENT } from '#follow-up';
import { RENDER_STATUS, TAKE_IN_DOUBTED, TAKE_IN_INQUIRY } from '#inquiries';
import { ASK_PAYER, KEEP_CARDS, RECHECK_BENEFITS, TELL_COVERAGE_ANSWER } from '#insurance';
import { CHECK_CLOCK, ESCALATE_ALERT, TELL_OF_EMERGENCY } from '#leads';
import { RECONCILE_MESSAGE, SEND_MESSAGE } from '#messages';
import { PROPOSE_NEXT, SEND_FACILITY_NOTICE } from '#referrals';
import { SEND_REPORT_MAIL } from '#reporting';
import { SEND_WEBHOOK } from '#webhooks';
import { type JobDefinition, type JobHandler, JobRegistry, type JobsHandler } from '#queue';
import { AuditUpkeep } from './audit/audit-upkeep.js';
import { AskPayer } from './benefits/ask-payer.js';
import { KeepCards } from './intake/keep-cards.js';
import { RecheckBenefits } from './benefits/recheck-benefits.js';
import { TellCoverageAnswer } from './benefits/tell-coverage-answer.js';
import { RunEnrolment } from './cadences/run-enrolment.js';
import { FetchRecording } from './calls/fetch-recording.js';
import { SettleCall } from './calls/settle-call.js';
import { SettleConference } from './calls/settle-conference.js';
import { CheckClock } from './clocks/check-clock.js';
import { AddHolidays } from './duty/add-holidays.js';
import { ErasePerson } from './erasure/erase-person.js';
import { KeepRetention } from './erasure/keep-retention.js';
import { AskFacilities } from './facilities/ask-facilities.js';
import { ExpireBedHold } from './facilities/expire-bed-hold.js';
import { NoteBedMailStop } from './facilities/note-bed-mail-stop.js';
import { NoteBedReports } from './facilities/note-bed-reports.js';
import { SendBedRequest } from './facilities/send-bed-request.js';
import { ImportJobs } from './imports/import-jobs.js';
import { WorkerMetrics } from './health/metrics.js';
import { TakeInInquiry } from './intake/take-in-inquiry.js';
import { ReconcileMessage } from './messages/reconcile-message.js';
import { SendMessage } from './messages/send-message.js';
import { EscalateAlert } from './queue/escalate-alert.js';
import { TellOfEmergency } from './protection/tell-of-emergency.js';
import { ProposeNext } from './referrals/propose-next.js';
import { SendReportMail } from './reports/send-report-mail.js';
import { SendFacilityNotice } from './referrals/send-facility-notice.js';
import { RenderStatus } from './status/render-status.js';
import { SendWebhook } from './webhooks/send-webhook.js';
import { RemindTask } from './tasks/remind-task.js';

/** Every kind of job this worker does. */
export const WORKER_JOBS = [
  TAKE_IN_INQUIRY,
  TAKE_IN_DOUBTED,
  RENDER_STATUS,
  CHECK_CLOCK,
  ESCALATE_ALERT,
  TELL_OF_EMERGENCY,
  MAIL_AUDIT_HEAD,
  ADD_HOLIDAYS,
  REMIND_TASK,
  RUN_ENROLMENT,
  SETTLE_CALL,
  SETTLE_CONFERENCE,
  FETCH_RECORDING,
  SEND_MESSAGE,
  RECONCILE_MESSAGE,
  ASK_PAYER,
  KEEP_CARDS,
  RECHECK_BENEFITS,
  TELL_COVERAGE_ANSWER,
  SEND_FACILITY_NOTICE,
  PROPOSE_NEXT,
  ASK_FACILITIES,
  EXPIRE_BED_HOLD,
  NOTE_BED_MAIL_STOP,
  NOTE_BED_REPORTS,
  SEND_BED_REQUEST,
  PREVIEW_IMPORT,
  RUN_IMPORT,
  UNDO_IMPORT,
  ERASE_PERSON,
  KEEP_RETENTION,
  SEND_REPORT_MAIL,
  SEND_WEBHOOK,
] as const;

/** Who does which job. The registry refuses to start with a job that nobody does. */
@Injectable()
export class WorkerJobs {
  constructor(
    private readonly takeIn: TakeInInquiry,
    private readonly renderStatus: RenderStatus,
    private readonly checkClock: CheckClock,
    private readonly escalateAlert: EscalateAlert,
    private readonly tellOfEmergency: TellOfEmergency,
    private readonly audit: AuditUpkeep,
    private readonly addHolidays: AddHolidays,
    private readonly remindTask: RemindTask,
    private readonly runEnrolment: RunEnrolment,
    private readonly settleCall: SettleCall,
    private readonly settleConference: SettleConference,
    private readonly fetchRecording: FetchRecording,
    private readonly sendMessage: SendMessage,
    private readonly reconcileMessage: ReconcileMessage,
    private readonly keepCards: KeepCards,
    private readonly askPayer: AskPayer,
    private readonly recheckBenefits: RecheckBenefits,
    private readonly tellCoverageAnswer: TellCoverageAnswer,
    private readonly sendFacilityNotice: SendFacilityNotice,
    private readonly proposeNext: ProposeNext,
    private readonly askFacilities: AskFacilities,
    private readonly expireBedHold: ExpireBedHold,
    private readonly noteBedMailStop: NoteBedMailStop,
    private readonly noteBedReports: NoteBedReports,
    private readonly sendBedRequest: SendBedRequest,
    private readonly imports: ImportJobs,
    private readonly erasePerson: ErasePerson,
    private readonly keepRetention: KeepRetention,
    private readonly sendReportMail: SendReportMail,
    private readonly sendWebhook: SendWebhook,
    private readonly metrics: WorkerMetrics,
  ) {}

  registry(): JobRegistry {
    const registry = new JobRegistry(WORKER_JOBS);
    const handle = <P>(job: JobDefinition<P>, handler: JobHandler<P>, together?: JobsHandler<P>) =>
      registry.handle(
        job,
        this.metrics.measured(job, handler),
        together && this.metrics.measuredTogether(job, together),
      );
    for (const job of [TAKE_IN_INQUIRY, TAKE_IN_DOUBTED]) {
      handle(
        job,
        (payload, context) => this.takeIn.handle(payload, context),
        (jobs) => this.takeIn.handleTogether(jobs),
      );
    }
    handle(RENDER_STATUS, (payload, context) => this.renderStatus.handle(payload, context));
    handle(CHECK_CLOCK, (payload, context) => this.checkClock.handle(payload, context));
    handle(
      ESCALATE_ALERT,
      (payload, context) => this.escalateAlert.handle(payload, context),
      (jobs) => this.escalateAlert.handleTogether(jobs),
    );
    handle(TELL_OF_EMERGENCY, (payload, context) => this.tellOfEmergency.handle(payload, context));
    handle(MAIL_AUDIT_HEAD, (_payload, context) => this.audit.mailHead(context));
    handle(ADD_HOLIDAYS, (payload, context) => this.addHolidays.handle(payload, context));
    handle(
      REMIND_TASK,
      (payload, context) => this.remindTask.handle(payload, context),
      (jobs) => this.remindTask.handleTogether(jobs),
    );
    handle(
      RUN_ENROLMENT,
      (payload, context) => this.runEnrolment.handle(payload, context),
      (jobs) => this.runEnrolment.handleTogether(jobs),
    );
    handle(SETTLE_CALL, (payload, context) => this.settleCall.handle(payload, context));
    handle(SETTLE_CONFERENCE, (payload, context) => this.settleConference.handle(payload, context));
    handle(FETCH_RECORDING, (payload, context) => this.fetchRecording.handle(payload, context));
    handle(SEND_MESSAGE, (payload, context) => this.sendMessage.handle(payload, context));
    handle(RECONCILE_MESSAGE, (payload, context) => this.reconcileMessage.handle(payload, context));
    handle(KEEP_CARDS, (payload, context) => this.keepCards.handle(payload, context));
    handle(ASK_PAYER, (payload, context) => this.askPayer.handle(payload, context));
    handle(RECHECK_BENEFITS, (payload, context) => this.recheckBenefits.handle(payload, context));
    handle(TELL_COVERAGE_ANSWER, (payload, context) =>
      this.tellCoverageAnswer.handle(payload, context),
    );
    handle(SEND_FACILITY_NOTICE, (payload, context) =>
      this.sendFacilityNotice.handle(payload, context),
    );
    handle(PROPOSE_NEXT, (payload, context) => this.proposeNext.handle(payload, context));
    handle(ASK_FACILITIES, (payload, context) => this.askFacilities.handle(payload, context));
    handle(EXPIRE_BED_HOLD, (payload, context) => this.expireBedHold.handle(payload, context));
    handle(NOTE_BED_MAIL_STOP, (payload, context) => this.noteBedMailStop.handle(payload, context));
    handle(SEND_BED_REQUEST, (payload, context) => this.sendBedRequest.handle(payload, context));
    handle(NOTE_BED_REPORTS, (payload, context) => this.noteBedReports.handle(payload, context));
    handle(PREVIEW_IMPORT, (payload, context) => this.imports.preview(payload, context));
    handle(RUN_IMPORT, (payload, context) => this.imports.run(payload, context));
    handle(UNDO_IMPORT, (payload, context) => this.imports.undo(payload, context));
    handle(ERASE_PERSON, (payload, context) => this.erasePerson.handle(payload, context));
    handle(KEEP_RETENTION, (payload, context) => this.keepRetention.handle(payload, context));
    handle(SEND_REPORT_MAIL, (payload, context) => this.sendReportMail.handle(payload, context));
    handle(SEND_WEBHOOK, (payload, context) => this.sendWebhook.handle(payload, context));
    registry.check();
    return registry;
  }
}
