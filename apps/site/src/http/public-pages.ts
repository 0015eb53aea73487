import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Frame, openingSentence } from '../pages/frame.js';
import { digestOf } from './digest.js';
import { type KeptPage, PageCache, sendKept } from './page-cache.js';

/**
 * Pages that hold nothing of a visitor: made and compressed once for everybody who sees the same, and made anew when any
 * part of them has another version.
 */
@Injectable()
export class PublicPages {
  readonly #cache = new PageCache();
  /** What is derived from an organisation as it was read: the same object needs no second look. */
  readonly #organisations = new WeakMap<object, string>();

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
  ): FastifyReply {
    const key = [frame.path, version, this.#frameVersion(frame)];
    const make = () => `<!DOCTYPE html>${renderToStaticMarkup(page())}`;
    return sendKept(request, reply, this.kept(key, make));
  }

  /** A text that is made once for everything its key names. */
  kept(key: unknown[], make: () => string): KeptPage {
    return this.#cache.page(JSON.stringify(key), make);
  }

  #frameVersion(frame: Frame): unknown[] {
    const { language, number, organisation, assets } = frame;
    return [
      language,
      number?.href,
      openingSentence(frame),
      organisation && this.#organisationVersion(organisation),
      frame.look,
      assets.css,
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
