import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { COUNT_CAP, type InquiryDetail, type InquiryRow } from '#contract';
import { Vault } from '#vault';
import {
  type EmailEnvelope,
  type Envelope,
  type HelpRequestEnvelope,
  type ReferralAnswerEnvelope,
  openEnvelope,
} from './envelope.js';
import { conditionsOf, type InquiryFilter } from './inquiry-filter.js';
import { readMail } from './mail/read-mail.js';
import { FAILED, OUTCOME } from './outcome.sql.js';

/** A page of inquiries: newest first unless `order` says otherwise. */
export interface InquiryPage {
  filter?: InquiryFilter;
  order?: 'ASC' | 'DESC';
  /** Records to skip. */
  offset: number;
  limit: number;
}

interface Row {
  id: string;
  kind: string;
  provider: string;
  received_at: Date;
  reference: string;
  suspicion: string[];
  outcome: string;
  lead_id: string | null;
}

const COLUMNS = `i.id, i.kind, i.provider, i.received_at, i.reference, i.suspicion, li.lead_id, ${OUTCOME} AS outcome`;
const TABLES = 'inquiry i LEFT JOIN lead_inquiry li ON li.inquiry_id = i.id';

/** What the desk shows of inquiries. Later events of a call are part of the call, and no rows here. */
@Injectable()
export class InquiryQueries {
  constructor(private readonly vault: Vault) {}

  /** A page and how many there are in all, counted up to COUNT_CAP. */
  async list(
    manager: EntityManager,
    page: InquiryPage,
  ): Promise<{ rows: InquiryRow[]; total: number }> {
    const { where, values } = conditionsOf(page.filter ?? {});
    const order = page.order === 'ASC' ? 'ASC' : 'DESC';
    const n = values.length;
    const [rows, counted] = await Promise.all([
      manager.query<Row[]>(
        `WITH ${FAILED} SELECT ${COLUMNS} FROM ${TABLES} WHERE ${where}
         ORDER BY i.received_at ${order}, i.id ${order} LIMIT $${n + 1} OFFSET $${n + 2}`,
        [...values, page.limit, page.offset],
      ),
      manager.query<{ total: string }[]>(
        `WITH ${FAILED} SELECT count(*) AS total
         FROM (SELECT 1 FROM ${TABLES} WHERE ${where} LIMIT ${COUNT_CAP}) AS counted`,
        values,
      ),
    ]);
    return { rows: rows.map(viewOf), total: Number(counted[0]?.total ?? 0) };
  }

  /**
   * One inquiry with what the person or provider sent, opened; `detail` is null when it does not
   * open. Null when there is no such inquiry. The caller records the reading.
   */
  async detail(manager: EntityManager, id: string): Promise<InquiryDetail | null> {
    const [row] = await manager.query<(Row & { sealed: Buffer })[]>(
      `WITH ${FAILED} SELECT ${COLUMNS}, i.sealed FROM ${TABLES} WHERE i.id = $1`,
      [id],
    );
    return row ? { ...viewOf(row), detail: await this.#opened(row.sealed) } : null;
  }

  async #opened(sealed: Buffer): Promise<Record<string, unknown> | null> {
    try {
      const envelope = openEnvelope(this.vault, sealed);
      return envelope.type === 'email' ? await readableMail(envelope) : readable(envelope);
    } catch {
      // Its row says "failed", and a person was given a task about it; the rest of it can be shown.
      return null;
    }
  }
}

function viewOf(row: Row): InquiryRow {
  return {
    id: row.id,
    kind: row.kind,
    provider: row.provider,
    receivedAt: row.received_at.toISOString(),
    reference: row.reference,
    suspicion: row.suspicion,
    outcome: row.outcome,
    leadId: row.lead_id,
  };
}

async function readableMail({ type, raw, bytes }: EmailEnvelope): Promise<Record<string, unknown>> {
  const mail = await readMail(Buffer.from(raw, 'base64'), bytes, undefined);
  const { from, name, subject, written, quoted, files } = mail;
  const fields = {
    from,
    name,
    subject,
    text: written,
    quoted,
    files: files.map((file) => file.name),
  };
  return { type, fields };
}

function readable(envelope: Exclude<Envelope, EmailEnvelope>): Record<string, unknown> {
  if (envelope.type === 'help_request') return readableRequest(envelope);
  if (envelope.type === 'unsubscribe') return { type: envelope.type, scope: envelope.scope };
  if (envelope.type === 'referral_answer') return readableAnswer(envelope);
  if (envelope.type === 'status_answer') return { type: envelope.type, ...envelope.answer };
  if (envelope.type === 'consent_answer') return { type: envelope.type, act: envelope.answer.act };
  if (envelope.type === 'directory_report') return { type: envelope.type, ...envelope.report };
  const { type, provider, event, contentType, body } = envelope;
  return { type, provider, event, fields: withoutSecrets(fieldsOf(contentType, body)) };
}

/** Without the photos themselves: they are with the coverage, where opening one is put on record. */
function readableRequest({ type, request, cards = [] }: HelpRequestEnvelope) {
  const photos = cards.map(({ side }) => side);
  return { type, ...request, ...(photos.length > 0 ? { cardPhotos: photos } : {}) };
}

/** Without the code and the keys of whoever typed it. */
function readableAnswer({ type, answer }: ReferralAnswerEnvelope): Record<string, unknown> {
  if (answer.act === 'open_packet') return { type, act: answer.act };
  return { type, ...answer };
}

function fieldsOf(contentType: string, body: string): unknown {
  if (!contentType.includes('json')) return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body);
  } catch {
    return { text: body };
  }
}

/** Some providers prove themselves by a key inside the body; nobody at a desk needs to see it. */
function withoutSecrets(fields: unknown): unknown {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return fields;
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => !/(^|_)(key|token|secret)$/i.test(name)),
  );
}
