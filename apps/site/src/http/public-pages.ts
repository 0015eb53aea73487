import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Frame, openingSentence } from '../pages/frame.js';
import { digestOf } from './digest.js';
import { PageCache, type SendKept, sendKept } from './page-cache.js';
import { ReadyAnswers } from './ready-answers.js';

/**
 * Pages that hold nothing of a visitor: made and compressed once for everybody who sees the same, and made anew when any
 * part of them has another version.
 */
@Injectable()
export class PublicPages {
  readonly #cache = new PageCache();
  /** What is derived from an organisation as it was read: the same object needs no second look. */
  readonly #organisations = new WeakMap<object, string>();

  constructor(private readonly ready: ReadyAnswers) {}

  /**
   * Sends the page of this address.
   * @param version of all that the page shows beside what is in the frame
   */
  send(
    request: FastifyRequest,
    reply: FastifyReply,
    frame: Frame,
    version: string,
    page: () => ReactElement,
    how: SendKept = {},
  ): FastifyReply {
    const key = [frame.path, version, this.#frameVersion(frame)];
    const make = () => `<!DOCTYPE html>${renderToStaticMarkup(page())}`;
    return this.sendText(request, reply, key, make, how);
  }

  /** Sends a text that is made once for everything its key names. */
  sendText(
    request: FastifyRequest,
    reply: FastifyReply,
    key: unknown[],
    make: () => string,
    how: SendKept,
  ): FastifyReply {
    const page = this.#cache.page(JSON.stringify(key), make);
    return sendKept(request, reply, page, this.ready, how);
  }

  #frameVersion(frame: Frame): unknown[] {
    const { language, number, organisation, assets, styles } = frame;
    return [
      language,
      number?.href,
      openingSentence(frame),
      organisation && this.#organisationVersion(organisation),
      frame.look,
      styles.paths,
      styles.inside !== undefined,
      assets.script,
    ];
  }

  #organisationVersion(organisation: object): string {
    const known = this.#organisations.get(organisation);
    if (known) return known;
    const version = digestOf(JSON.stringify(organisation));
    this.#organisations.set(organisation, version);
    return version;
  }
}
