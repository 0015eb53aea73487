import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { may, type Role } from '#contract';
import { type MailAttachment, MailPort, mailSender, type SendOutcome } from '#messages';
import { type JobContext, once } from '#queue';
import {
  missedTargetMail,
  reportCsv,
  ReportMailEntity,
  reportPdf,
  type ReportSender,
  type ReportWords,
  savedReportMail,
  SavedReportEntity,
  SavedReportService,
  TargetService,
} from '#reporting';

interface Ready {
  mailId: string;
  to: string;
  words: ReportWords;
  attachments: MailAttachment[];
}

/**
 * Sends one colleague a report or word of a missed target. It leaves `queued` in a transaction that is committed before
 * the server is asked: whatever happens then, nothing asks a second time (rule R12).
 */
@Injectable()
export class SendReportMail {
  constructor(
    private readonly source: DataSource,
    private readonly reports: SavedReportService,
    private readonly targets: TargetService,
    private readonly mail: MailPort,
  ) {}

  async handle({ mailId }: { mailId: string }, context: JobContext): Promise<void> {
    let ready: Ready | null = null;
    const start = async (manager: EntityManager) => {
      ready = await this.#start(manager, mailId, context.now);
    };
    const first = await once(this.source, context, start, { snapshot: true });
    if (!first || ready === null) return;
    const { to, words, attachments } = ready as Ready;
    const outcome = await this.mail.send({
      messageId: mailId,
      to,
      ...words,
      attachments,
      unsubscribeUrl: null,
      language: 'en',
    });
    await this.source.manager.update(
      ReportMailEntity,
      { id: mailId },
      { ...settled(outcome), updatedAt: context.now },
    );
  }

  async #start(manager: EntityManager, mailId: string, now: Date): Promise<Ready | null> {
    const mail = await manager.findOne(ReportMailEntity, {
      where: { id: mailId },
      lock: { mode: 'pessimistic_write' },
    });
    if (mail?.state !== 'queued') return null;
    const [reader] = await manager.query<{ email: string; role: Role; status: string }[]>(
      'SELECT email, role, status FROM staff_user WHERE id = $1',
      [mail.staffId],
    );
    const sender = await mailSender(manager);
    const missing = this.#missing(reader, sender);
    if (missing || !reader) {
      await manager.update(
        ReportMailEntity,
        { id: mailId },
        { state: 'failed', errorCode: missing ?? 'nobody', updatedAt: now },
      );
      return null;
    }
    const made = mail.reportId
      ? await this.#report(manager, mail.reportId, sender, now)
      : await this.#target(manager, mail.targetId ?? '', sender);
    const state = made ? 'sending' : 'failed';
    const errorCode = made ? null : 'gone';
    await manager.update(ReportMailEntity, { id: mailId }, { state, errorCode, updatedAt: now });
    return made && { mailId, to: reader.email, ...made };
  }

  /** Who left or reads no numbers any more gets none. */
  #missing(
    reader: { role: Role; status: string } | undefined,
    sender: ReportSender,
  ): string | null {
    if (!reader || reader.status !== 'active') return 'nobody';
    if (!may(reader.role, 'report.read')) return 'not_for_their_role';
    if (!this.mail.configured) return 'provider_not_configured';
    return sender.postalAddress.trim() === '' ? 'no_postal_address' : null;
  }

  async #report(manager: EntityManager, id: string, sender: ReportSender, now: Date) {
    const saved = await manager.findOneBy(SavedReportEntity, { id });
    if (!saved || saved.removedAt) return null;
    const report = await this.reports.answer(manager, this.reports.settingsOf(saved), now);
    const { organisation } = sender;
    const paper = { title: saved.name, organisation, report, madeAt: now };
    const file = `report-${report.from}-${report.to}`;
    return {
      words: savedReportMail(sender, saved.name, report),
      attachments: [
        {
          filename: `${file}.pdf`,
          contentType: 'application/pdf',
          content: await reportPdf(paper),
        },
        {
          filename: `${file}.csv`,
          contentType: 'text/csv; charset=utf-8',
          content: Buffer.from(reportCsv(report)),
        },
      ],
    };
  }

  async #target(manager: EntityManager, id: string, sender: ReportSender) {
    const target = await this.targets.one(manager, id);
    return target && { words: missedTargetMail(sender, target), attachments: [] };
  }
}

function settled(outcome: SendOutcome): Partial<ReportMailEntity> {
  switch (outcome.result) {
    case 'accepted':
      return { state: 'sent', providerMessageId: outcome.providerMessageId };
    case 'unknown':
      return { state: 'unknown' };
    case 'refused':
    case 'unreachable':
      return { state: 'failed', errorCode: outcome.code };
  }
}
