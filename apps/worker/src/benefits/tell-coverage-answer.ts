import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { type AnswerBy, ourLanguage, type Language } from '#contract';
import { TaskService } from '#follow-up';
import { RENDER_STATUS } from '#inquiries';
import { MessageService, TemplateValuesQueries } from '#messages';
import { enqueueJob, type JobContext, once } from '#queue';

interface Asker {
  answer_by: AnswerBy;
  lead_id: string;
  requester_id: string;
  own: boolean;
  language: string;
  sms_point: string | null;
  email_point: string | null;
}

interface Words {
  subject: string;
  body: (organisation: string, phone: string | undefined) => string;
}

/** Nothing of it tells a stranger what it is about (R21); the answer itself is on their page, or with a person. */
const WORDS: Record<Language, Words> = {
  en: {
    subject: 'We have an answer for you',
    body: (organisation, phone) =>
      `This is ${organisation}. We have the answer you asked us for. Open the page whose link you got from us, or call ${phone ?? 'us'}. Reply STOP to end.`,
  },
  es: {
    subject: 'Tenemos una respuesta para usted',
    body: (organisation, phone) =>
      `Somos ${organisation}. Tenemos la respuesta que nos pidió. Abra la página cuyo enlace recibió de nosotros, o ${phone ? `llame al ${phone}` : 'llámenos'}. STOP para terminar.`,
  },
};

/** Tells whoever asked about an insurance that it was checked, the way they chose: handles `TELL_COVERAGE_ANSWER`. */
@Injectable()
export class TellCoverageAnswer {
  constructor(
    private readonly source: DataSource,
    private readonly tasks: TaskService,
    private readonly messages: MessageService,
    private readonly values: TemplateValuesQueries,
  ) {}

  async handle({ inquiryId }: { inquiryId: string }, context: JobContext): Promise<void> {
    await once(this.source, context, (manager) => this.#tell(manager, inquiryId, context.now));
  }

  async #tell(manager: EntityManager, inquiryId: string, now: Date): Promise<void> {
    const [, first] = await manager.query<[unknown, number]>(
      `UPDATE coverage_question SET answered_at = $2 WHERE inquiry_id = $1 AND answered_at IS NULL`,
      [inquiryId, now],
    );
    if (first === 0) return;
    const [asker] = await manager.query<Asker[]>(ASKER, [inquiryId]);
    if (!asker) return;
    await enqueueJob(manager, RENDER_STATUS, { inquiryId }, { dueAt: now });
    // What a plan says of a member is for the patient alone.
    if (asker.own && (await this.#write(manager, inquiryId, asker, now))) return;
    await this.tasks.create(
      manager,
      {
        leadId: asker.lead_id,
        kind: 'follow_up',
        title: asker.own
          ? 'Their insurance was checked: call and explain the answer'
          : 'The insurance was checked: the answer is for the patient alone',
        dueAt: now,
        originKey: `coverage-answer:${inquiryId}`,
      },
      SYSTEM,
      now,
    );
  }

  /** Plans a text or an e-mail; whether it may go out is decided as it is sent. False: there is no such way. */
  async #write(
    manager: EntityManager,
    inquiryId: string,
    asker: Asker,
    now: Date,
  ): Promise<boolean> {
    if (asker.answer_by === 'phone') return false;
    const point = asker.answer_by === 'sms' ? asker.sms_point : asker.email_point;
    if (!point) return false;
    const { lead_id: leadId, requester_id: personId } = asker;
    const { organisation = '', phone } = await this.values.of(manager, {
      leadId,
      personId,
      staffId: null,
    });
    const language = ourLanguage(asker.language);
    const words = WORDS[language];
    const message = {
      leadId,
      personId,
      contactPointId: point,
      channel: asker.answer_by,
      subject: asker.answer_by === 'email' ? words.subject : null,
      body: words.body(organisation, phone),
      language,
      intentKey: `coverage-answer:${inquiryId}`,
    };
    await this.messages.plan(manager, message, {}, SYSTEM, now);
    return true;
  }
}

/** The points are those of this person; the ledger is asked when the message leaves. */
const ASKER = `SELECT q.answer_by, l.id AS lead_id, li.requester_id, l.patient_id = li.requester_id AS own, l.language,
    (SELECT c.contact_point_id FROM consent c WHERE c.inquiry_id = $1 AND c.scope = 'sms' AND c.decision = 'given' LIMIT 1) AS sms_point,
    (SELECT pc.contact_point_id FROM person_contact pc JOIN contact_point cp ON cp.id = pc.contact_point_id
       WHERE pc.person_id = li.requester_id AND cp.kind = 'email' ORDER BY pc.created_at DESC LIMIT 1) AS email_point
  FROM coverage_question q JOIN lead_inquiry li ON li.inquiry_id = q.inquiry_id
    JOIN coverage v ON v.id = q.coverage_id JOIN lead l ON l.id = v.lead_id
  WHERE q.inquiry_id = $1`;
