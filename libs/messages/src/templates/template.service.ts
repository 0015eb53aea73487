import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type Actor, AuditService, staffIdOf } from '#audit';
import {
  lockScreenText,
  type MessageChannel,
  type TemplateCreate,
  type TemplateEdit,
  type TemplateText,
  type TemplateView,
  unknownVariable,
  unsafeWord,
  variablesIn,
} from '#contract';
import { checkVersion } from '#leads';
import { newId } from '#platform';
import { messageError } from '../message-errors.js';
import { TemplateEntity, TemplateTextEntity } from './template.entity.js';

/** Keeps templates: a new text never replaces an old one, it becomes the next version of its language. */
@Injectable()
export class TemplateService {
  constructor(private readonly audit: AuditService) {}

  /** Throws `template.code_taken`, `template.unknown_variable`, `message.unsafe_content`, `request.invalid`. */
  async create(
    manager: EntityManager,
    input: TemplateCreate,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    refuseTwice(input.texts);
    const id = newId();
    const added = await manager.query<unknown[]>(
      `INSERT INTO template (id, code, name, channel, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT DO NOTHING RETURNING id`,
      [id, input.code, input.name, input.channel, now],
    );
    if (added.length === 0) {
      const sentence = 'Another template has this code.';
      throw messageError('template.code_taken', sentence, { errors: { code: sentence } });
    }
    for (const text of input.texts) {
      await this.#write(manager, { id, channel: input.channel }, text, 1, actor, now);
    }
    await this.#audited(manager, id, 'template.created', actor, now);
    return id;
  }

  /** Throws `template.not_found`, `record.version_conflict`, and what `create` throws. */
  async edit(
    manager: EntityManager,
    id: string,
    edit: TemplateEdit,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const template = await manager.findOne(TemplateEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!template) throw templateNotFound();
    const { version, ...yours } = edit;
    const { name, active } = template;
    checkVersion(template, version, { name, active }, yours);
    refuseTwice(edit.texts ?? []);
    const newest = await newestTexts(manager, [id]);
    for (const text of edit.texts ?? []) {
      const last = newest.find((one) => one.language === text.language);
      const subject = text.subject ?? null;
      if (last && last.body === text.body && last.subject === subject) continue;
      await this.#write(manager, template, text, (last?.number ?? 0) + 1, actor, now);
    }
    await manager.update(TemplateEntity, id, {
      name: edit.name ?? name,
      active: edit.active ?? active,
      version: template.version + 1,
      updatedAt: now,
    });
    await this.#audited(manager, id, 'template.changed', actor, now);
  }

  /** Templates with the newest text of each language, in the order of `ids`. */
  async views(manager: EntityManager, ids: readonly string[]): Promise<TemplateView[]> {
    const templates = await manager.findBy(TemplateEntity, { id: In([...ids]) });
    const texts = await newestTexts(manager, ids);
    const byId = new Map(templates.map((template) => [template.id, template]));
    return ids.flatMap((id) => {
      const template = byId.get(id);
      return template
        ? [
            viewOf(
              template,
              texts.filter((text) => text.templateId === id),
            ),
          ]
        : [];
    });
  }

  /**
   * The newest text of a template that is in use: in the language asked for, else in English. Found by id or by code.
   * Throws `template.not_found`.
   */
  async newest(
    manager: EntityManager,
    which: { id: string } | { code: string },
    channel: MessageChannel,
    language: string,
  ): Promise<TemplateTextEntity> {
    const template = await manager.findOneBy(TemplateEntity, { ...which, channel, active: true });
    const texts = template ? await newestTexts(manager, [template.id]) : [];
    const text =
      texts.find((one) => one.language === language) ?? texts.find((one) => one.language === 'en');
    if (!text) throw templateNotFound();
    return text;
  }

  async #write(
    manager: EntityManager,
    template: { id: string; channel: MessageChannel },
    text: TemplateText,
    number: number,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    refuseText(template.channel, text);
    await manager.insert(TemplateTextEntity, {
      id: newId(),
      templateId: template.id,
      language: text.language,
      number,
      subject: text.subject ?? null,
      body: text.body,
      writtenBy: staffIdOf(actor),
      createdAt: now,
    });
  }

  async #audited(
    manager: EntityManager,
    resourceId: string,
    action: string,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.audit.record(manager, { actor, action, resource: 'template', resourceId }, now);
  }
}

/** `template.not_found`, ready to throw. */
export function templateNotFound() {
  return messageError('template.not_found', 'There is no such template in use.');
}

/**
 * Refuses a text that names what no template may name, or that a lock screen must not show. Throws
 * `template.unknown_variable`, `message.unsafe_content`, `request.invalid`.
 */
export function refuseText(channel: MessageChannel, text: TemplateText): void {
  if (channel === 'email' && !text.subject) {
    const sentence = 'An e-mail needs a subject.';
    throw messageError('request.invalid', sentence, { errors: { subject: sentence } });
  }
  const unknown = unknownVariable(`${text.subject ?? ''} ${text.body}`);
  if (unknown !== undefined) {
    const sentence = `{{${unknown}}} is nothing that a template can fill in.`;
    throw messageError('template.unknown_variable', sentence, { errors: { body: sentence } });
  }
  const word = unsafeWord(lockScreenText({ channel, ...text }));
  if (word === null) return;
  const sentence = `“${word}” would show on a lock screen. Please say it without this word.`;
  throw messageError('message.unsafe_content', sentence, { errors: { body: sentence } });
}

function refuseTwice(texts: readonly TemplateText[]): void {
  if (new Set(texts.map(({ language }) => language)).size === texts.length) return;
  const sentence = 'Please give one text for each language.';
  throw messageError('request.invalid', sentence, { errors: { texts: sentence } });
}

function newestTexts(
  manager: EntityManager,
  templateIds: readonly string[],
): Promise<TemplateTextEntity[]> {
  return manager
    .createQueryBuilder(TemplateTextEntity, 'text')
    .distinctOn(['text.templateId', 'text.language'])
    .where('text.templateId = ANY(:ids)', { ids: [...templateIds] })
    .orderBy('text.templateId')
    .addOrderBy('text.language')
    .addOrderBy('text.number', 'DESC')
    .getMany();
}

function viewOf(template: TemplateEntity, texts: TemplateTextEntity[]): TemplateView {
  const { id, version, code, name, channel, active, createdAt, updatedAt } = template;
  return {
    id,
    version,
    code,
    name,
    channel,
    active,
    texts: texts.map((text) => ({
      id: text.id,
      language: text.language,
      number: text.number,
      subject: text.subject,
      body: text.body,
      variables: variablesIn(`${text.subject ?? ''} ${text.body}`),
      writtenBy: text.writtenBy,
      createdAt: text.createdAt.toISOString(),
    })),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
