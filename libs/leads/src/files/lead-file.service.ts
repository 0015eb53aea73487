import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import { type ActivityPayload, type LeadFileView, MAX_FILE_BYTES } from '#contract';
import { isId, newId } from '#platform';
import { Vault } from '#vault';
import { leadError, lockLead } from '../lead-lock.js';
import { ActivityService } from '../timeline/activity.service.js';
import { fileTypeOf } from './file-type.js';
import { LeadFileEntity } from './lead-file.entity.js';

/** A file with its content, opened. */
export interface OpenedFile {
  view: LeadFileView;
  content: Buffer;
}

/** Keeps the files of leads, encrypted. Every write belongs into the caller's transaction. */
@Injectable()
export class LeadFileService {
  constructor(
    private readonly vault: Vault,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Keeps a file. Throws `lead.not_found`, `file.empty`, `request.too_large` beyond MAX_FILE_BYTES,
   * and `request.unsupported_media_type` for what is neither PNG, JPEG, PDF nor text.
   */
  async add(
    manager: EntityManager,
    leadId: string,
    file: { name: string; content: Buffer },
    actor: Actor,
    now: Date,
  ): Promise<LeadFileView> {
    const mediaType = checkedType(file.content);
    const lead = await lockLead(manager, leadId);
    const id = newId();
    await manager.insert(LeadFileEntity, {
      id,
      leadId,
      nameEnc: this.vault.encrypt(nameRef(id), file.name),
      mediaType,
      bytes: file.content.length,
      contentEnc: this.vault.encryptBytes(contentRef(id), file.content),
      uploadedBy: staffIdOf(actor),
      createdAt: now,
    });
    const payload = { fileId: id, name: file.name };
    await this.#onRecord(manager, lead, 'file.added', payload, actor, now);
    return this.#shown(manager, leadId, id);
  }

  /** The files of a lead that are not removed, latest first, without their content. */
  async list(manager: EntityManager, leadId: string): Promise<LeadFileView[]> {
    const files = await manager
      .createQueryBuilder(LeadFileEntity, 'f')
      .where('f.leadId = :leadId AND f.removedAt IS NULL', { leadId })
      .orderBy('f.createdAt', 'DESC')
      .addOrderBy('f.id', 'DESC')
      .getMany();
    return files.map((file) => this.#view(file));
  }

  /** A file with its content; opening it is put on record. Throws `file.not_found`. */
  async open(
    manager: EntityManager,
    leadId: string,
    fileId: string,
    actor: Actor,
    now: Date,
  ): Promise<OpenedFile> {
    const view = await this.#shown(manager, leadId, fileId);
    const [row] = await manager.query<{ content_enc: Buffer; patient_id: string }[]>(
      `SELECT f.content_enc, l.patient_id FROM lead_file f JOIN lead l ON l.id = f.lead_id
       WHERE f.id = $1`,
      [fileId],
    );
    if (!row) throw fileNotFound();
    const lead = { id: leadId, patientId: row.patient_id };
    await this.#audited(manager, lead, 'file.read', fileId, actor, now);
    return { view, content: this.vault.decryptBytes(contentRef(fileId), row.content_enc) };
  }

  /** Hides a file; it is kept. Throws `lead.not_found`, `file.not_found`. */
  async remove(
    manager: EntityManager,
    leadId: string,
    fileId: string,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const lead = await lockLead(manager, leadId);
    const { name } = await this.#shown(manager, leadId, fileId);
    const removed = { removedAt: now, removedBy: staffIdOf(actor) };
    await manager.update(LeadFileEntity, { id: fileId }, removed);
    await this.#onRecord(manager, lead, 'file.removed', { fileId, name }, actor, now);
  }

  async #shown(manager: EntityManager, leadId: string, fileId: string): Promise<LeadFileView> {
    const file = isId(fileId) ? await manager.findOneBy(LeadFileEntity, { id: fileId }) : null;
    if (!file || file.leadId !== leadId || file.removedAt) throw fileNotFound();
    return this.#view(file);
  }

  #view(file: LeadFileEntity): LeadFileView {
    const { id, leadId, mediaType, bytes, uploadedBy, createdAt, removedAt } = file;
    return {
      id,
      leadId,
      name: this.vault.decrypt(nameRef(id), file.nameEnc),
      mediaType,
      bytes,
      uploadedBy,
      createdAt: createdAt.toISOString(),
      removedAt: removedAt?.toISOString() ?? null,
    };
  }

  async #onRecord<K extends 'file.added' | 'file.removed'>(
    manager: EntityManager,
    lead: { id: string; patientId: string },
    kind: K,
    payload: ActivityPayload<K>,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const leadId = lead.id;
    await this.activities.record(manager, { leadId, kind, payload, at: now, actor }, now);
    await this.#audited(manager, lead, kind, payload.fileId, actor, now);
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
  }

  async #audited(
    manager: EntityManager,
    lead: { id: string; patientId: string },
    action: string,
    fileId: string,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { id: leadId, patientId: personId } = lead;
    const entry = { actor, action, resource: 'file', resourceId: fileId, leadId, personId };
    await this.audit.record(manager, entry, now);
  }
}

function checkedType(content: Buffer) {
  if (content.length === 0) {
    throw leadError('file.empty', 'This file is empty. Please choose another one.');
  }
  if (content.length > MAX_FILE_BYTES) {
    throw leadError('request.too_large', 'A file may have at most 10 MB.');
  }
  const mediaType = fileTypeOf(content);
  if (mediaType) return mediaType;
  throw leadError(
    'request.unsupported_media_type',
    'Files may be PNG or JPEG pictures, PDF or plain text. This one is something else, whatever its name says.',
  );
}

function fileNotFound() {
  return leadError('file.not_found', 'There is no such file.');
}

function nameRef(id: string) {
  return { table: 'lead_file', column: 'name_enc', id };
}

function contentRef(id: string) {
  return { table: 'lead_file', column: 'content_enc', id };
}
