import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, MoreThan } from 'typeorm';
import { type Actor, AuditService, staffIdOf } from '#audit';
import {
  type ArticleCreate,
  type ArticleEdit,
  type ContentLanguage,
  type ContentText,
  type ContentWords,
  MAX_CONTENT_HISTORY,
  type PublicationInput,
  type ReviewInput,
} from '#contract';
import { newId } from '#platform';
import { contentError, fieldError } from '../content-errors.js';
import { PictureEntity } from '../pictures/picture.entity.js';
import {
  ContentPageEntity,
  ContentReleaseEntity,
  ContentReviewEntity,
  ContentTextEntity,
} from './content.entity.js';
import { newestTexts, textView } from './content-views.js';
import { readMarkdown } from './markdown.js';

/** Who asks for a change to which version of a page, and when. */
export interface ContentChange {
  id: string;
  version: number;
  actor: Actor;
  now: Date;
}

/**
 * Keeps public pages. A text, once written, is never changed: changed words are its next version. What the public reads is
 * a decision of its own, now or for a time to come.
 */
@Injectable()
export class ContentService {
  constructor(private readonly audit: AuditService) {}

  /** A new page; nobody outside sees it yet. Throws `article.slug_taken`, `article.payer_taken`, `request.invalid`. */
  async create(
    manager: EntityManager,
    input: ArticleCreate,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    refuseTwice(input.texts);
    if ((input.kind === 'payer') !== Boolean(input.payerId)) {
      throw fieldError(
        'request.invalid',
        'payerId',
        'A payer page, and no other, belongs to a payer.',
      );
    }
    const id = newId();
    const { kind, slug, payerId = null, position = 100 } = input;
    await this.#refuseTaken(manager, { id, kind, slug, payerId });
    const times = { createdAt: now, updatedAt: now };
    await manager.insert(ContentPageEntity, { id, kind, slug, payerId, position, ...times });
    for (const [at, words] of input.texts.entries()) {
      await this.#write(manager, { pageId: id, number: 1, at }, words, actor, now);
    }
    await this.#record(manager, { id, actor, now }, 'article.created');
    return id;
  }

  /**
   * Changes a page; words that differ from the newest ones become the next version. An address that was public stays.
   * Throws `article.not_found`, `article.slug_taken`, `record.version_conflict`, `request.invalid`.
   */
  async edit(
    manager: EntityManager,
    id: string,
    edit: ArticleEdit,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { version, ...yours } = edit;
    const page = await this.#locked(manager, { id, version }, yours);
    refuseTwice(edit.texts ?? []);
    const slug = edit.slug ?? page.slug;
    if (slug !== page.slug) {
      await this.#refusePublic(manager, id);
      await this.#refuseTaken(manager, { id, kind: page.kind, slug, payerId: page.payerId });
    }
    const newest = await newestTexts(manager, id);
    for (const [at, words] of (edit.texts ?? []).entries()) {
      const last = newest.find(({ language }) => language === words.language);
      if (last && sameWords(last, words)) continue;
      const number = (last?.number ?? 0) + 1;
      await this.#write(manager, { pageId: id, number, at }, words, actor, now);
    }
    page.slug = slug;
    page.position = edit.position ?? page.position;
    await this.#changed(manager, page, actor, now, 'article.changed');
  }

  /**
   * Makes a text what the public reads, now or from `at` on; what was planned before for its language is dropped.
   * Throws `article.not_found`, `article.text_not_found`, `record.version_conflict`.
   */
  async publish(
    manager: EntityManager,
    { id, version, actor, now }: ContentChange,
    input: Pick<PublicationInput, 'textId' | 'at'>,
  ): Promise<void> {
    const page = await this.#locked(manager, { id, version }, input);
    const text = await this.#text(manager, id, input.textId);
    const publicFrom = input.at ? new Date(input.at) : now;
    if (publicFrom < now) {
      throw fieldError('request.invalid', 'at', 'Please give a time to come, or none for now.');
    }
    await this.#decide(manager, {
      id,
      language: text.language,
      textId: text.id,
      publicFrom,
      actor,
      now,
    });
    const action = publicFrom > now ? 'article.publication_planned' : 'article.published';
    await this.#changed(manager, page, actor, now, action, { textId: text.id });
  }

  /** Takes a language off the site at once. Throws `article.not_found`, `article.not_public`, `record.version_conflict`. */
  async withdraw(
    manager: EntityManager,
    { id, version, actor, now }: ContentChange,
    language: ContentLanguage,
  ): Promise<void> {
    const page = await this.#locked(manager, { id, version }, { language });
    const last = await manager.findOne(ContentReleaseEntity, {
      where: { pageId: id, language, droppedAt: IsNull() },
      order: { publicFrom: 'DESC', id: 'DESC' },
    });
    if (!last?.textId) throw contentError('article.not_public', 'This is not on the site.');
    await this.#decide(manager, { id, language, textId: null, publicFrom: now, actor, now });
    await this.#changed(manager, page, actor, now, 'article.withdrawn', { language });
  }

  /** Makes an earlier text the newest one. Throws `article.not_found`, `article.text_not_found`, `record.version_conflict`. */
  async restore(
    manager: EntityManager,
    { id, version, actor, now }: ContentChange,
    textId: string,
  ): Promise<void> {
    const page = await this.#locked(manager, { id, version }, { textId });
    const { title, teaser, body, author, sources, pictureId, language } = await this.#text(
      manager,
      id,
      textId,
    );
    const words = { language, title, teaser, body, author, sources, pictureId };
    const newest = (await newestTexts(manager, id)).find((text) => text.language === language);
    const number = (newest?.number ?? 0) + 1;
    await this.#write(manager, { pageId: id, number, at: 0 }, words, actor, now);
    await this.#changed(manager, page, actor, now, 'article.restored', { textId });
  }

  /** Puts down who looked at a text. Throws `article.not_found`, `article.text_not_found`, `record.version_conflict`. */
  async review(
    manager: EntityManager,
    { id, version, actor, now }: ContentChange,
    input: Omit<ReviewInput, 'version'>,
  ): Promise<void> {
    const page = await this.#locked(manager, { id, version }, input);
    const text = await this.#text(manager, id, input.textId);
    await manager.insert(ContentReviewEntity, {
      id: newId(),
      textId: text.id,
      reviewer: input.reviewer,
      credentials: input.credentials ?? null,
      reviewedOn: input.reviewedOn,
      recordedBy: staffIdOf(actor),
      createdAt: now,
    });
    await this.#changed(manager, page, actor, now, 'article.reviewed', { textId: text.id });
  }

  /** Every text of a page, latest first, at most 200. */
  async history(manager: EntityManager, id: string): Promise<ContentText[]> {
    const texts = await manager.find(ContentTextEntity, {
      where: { pageId: id },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: MAX_CONTENT_HISTORY,
    });
    if (texts.length === 0) throw notThere();
    return texts.map(textView);
  }

  async #decide(
    manager: EntityManager,
    decision: {
      id: string;
      language: ContentLanguage;
      textId: string | null;
      publicFrom: Date;
      actor: Actor;
      now: Date;
    },
  ): Promise<void> {
    const { id: pageId, language, textId, publicFrom, actor, now } = decision;
    const planned = { pageId, language, publicFrom: MoreThan(now), droppedAt: IsNull() };
    await manager.update(ContentReleaseEntity, planned, { droppedAt: now });
    await manager.insert(ContentReleaseEntity, {
      id: newId(),
      pageId,
      language,
      textId,
      publicFrom,
      decidedBy: staffIdOf(actor),
      createdAt: now,
    });
  }

  async #locked(
    manager: EntityManager,
    { id, version }: { id: string; version: number },
    yours: Record<string, unknown>,
  ): Promise<ContentPageEntity> {
    const page = await manager.findOne(ContentPageEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!page) throw notThere();
    if (page.version === version) return page;
    const { slug, position } = page;
    const texts = (await newestTexts(manager, id)).map(wordsOfText);
    throw contentError('record.version_conflict', 'Somebody changed this page in the meantime.', {
      details: { current: { slug, position, texts, version: page.version }, yours },
    });
  }

  async #text(manager: EntityManager, pageId: string, id: string): Promise<ContentTextEntity> {
    const text = await manager.findOneBy(ContentTextEntity, { id, pageId });
    if (!text) throw contentError('article.text_not_found', 'This page has no such text.');
    return text;
  }

  async #refuseTaken(
    manager: EntityManager,
    page: Pick<ContentPageEntity, 'id' | 'kind' | 'slug' | 'payerId'>,
  ): Promise<void> {
    const { id, kind, slug, payerId } = page;
    const others = await manager.find(ContentPageEntity, {
      where: [{ kind, slug }, ...(payerId ? [{ payerId }] : [])],
    });
    for (const other of others.filter((one) => one.id !== id)) {
      if (other.slug === slug) {
        throw fieldError('article.slug_taken', 'slug', 'Another page has this address.');
      }
      throw fieldError('article.payer_taken', 'payerId', 'This payer has a page already.');
    }
  }

  async #refusePublic(manager: EntityManager, pageId: string): Promise<void> {
    if (!(await manager.existsBy(ContentReleaseEntity, { pageId }))) return;
    throw fieldError(
      'request.invalid',
      'slug',
      'This address was public; links lead to it. It stays.',
    );
  }

  async #write(
    manager: EntityManager,
    place: { pageId: string; number: number; at: number },
    words: ContentWords,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await refuseBody(manager, `texts.${place.at}.body`, words.body);
    if (words.pictureId && !(await manager.existsBy(PictureEntity, { id: words.pictureId }))) {
      throw fieldError(
        'request.invalid',
        `texts.${place.at}.pictureId`,
        'There is no such picture.',
      );
    }
    await manager.insert(ContentTextEntity, {
      id: newId(),
      pageId: place.pageId,
      number: place.number,
      ...words,
      pictureId: words.pictureId ?? null,
      writtenBy: staffIdOf(actor),
      createdAt: now,
    });
  }

  async #changed(
    manager: EntityManager,
    page: ContentPageEntity,
    actor: Actor,
    now: Date,
    action: string,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    const { id, slug, position, version } = page;
    await manager.update(ContentPageEntity, id, {
      slug,
      position,
      version: version + 1,
      updatedAt: now,
    });
    await this.#record(manager, { id, actor, now }, action, details);
  }

  async #record(
    manager: EntityManager,
    { id, actor, now }: Omit<ContentChange, 'version'>,
    action: string,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    await this.audit.record(
      manager,
      { actor, action, resource: 'article', resourceId: id, details },
      now,
    );
  }
}

/** `article.not_found`, ready to throw. */
function notThere() {
  return contentError('article.not_found', 'There is no such page.');
}

function refuseTwice(texts: readonly ContentWords[]): void {
  if (new Set(texts.map(({ language }) => language)).size === texts.length) return;
  throw fieldError('request.invalid', 'texts', 'Please give one text for each language.');
}

/** A picture needs words for who cannot see it, and has to be there. */
async function refuseBody(manager: EntityManager, field: string, body: string): Promise<void> {
  const pictures = readMarkdown(body).blocks.filter((block) => block.kind === 'picture');
  if (pictures.some(({ alt }) => alt === '')) {
    const sentence = 'A picture needs words on what it shows: ![what it shows](/pictures/…).';
    throw fieldError('request.invalid', field, sentence);
  }
  for (const { pictureId } of pictures) {
    if (await manager.existsBy(PictureEntity, { id: pictureId })) continue;
    throw fieldError('request.invalid', field, `There is no picture /pictures/${pictureId}.`);
  }
}

function wordsOfText(text: ContentTextEntity): ContentWords {
  const { language, title, teaser, body, author, sources, pictureId } = text;
  return { language, title, teaser, body, author, sources, pictureId };
}

function sameWords(text: ContentTextEntity, words: ContentWords): boolean {
  const plain = ({ title, teaser, body, author, sources, pictureId }: ContentWords) =>
    JSON.stringify([
      title,
      teaser,
      body,
      author,
      pictureId ?? null,
      sources.map(({ title, publisher, url, dated }) => [title, publisher, url, dated ?? null]),
    ]);
  return plain(wordsOfText(text)) === plain(words);
}
