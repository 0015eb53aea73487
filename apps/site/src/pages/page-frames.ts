import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '#contract';
import type { Clock } from '#platform';
import {
  type Remembered,
  touchCookie,
  type Touches,
  touchesOf,
  visitsOf,
} from '../attribution/touches.js';
import type { ContentShelf } from '../articles/public-content.js';
import type { Assets } from '../http/assets.js';
import { isFirstView } from '../http/first-view.js';
import type { LookStyles } from '../http/look-styles.js';
import type { RoutingReader } from '../routing/routing.js';
import { type Frame, frameOf } from './frame.js';

export interface PageFramesOptions {
  routing: RoutingReader;
  clock: Clock;
  assets: Assets;
  /** Signs the cookies of first and last touch. */
  secret: Buffer;
  https: boolean;
  /** The site's whole address. */
  publicUrl: string;
  content: ContentShelf;
  looks: LookStyles;
}

/** What a request says beyond itself. */
export interface Told {
  language?: Language;
  /** How they came, where a form carries it. */
  touches?: Touches;
}

/** Makes the frame of each page: language, number of the visitor's source, who answers, hours. */
@Injectable()
export class PageFrames {
  constructor(private readonly options: PageFramesOptions) {}

  async frame(request: FastifyRequest, told: Told = {}): Promise<Frame> {
    const { routing, clock, assets, publicUrl, content, looks } = this.options;
    const { look } = await content.current();
    const { language, path } = addressOf(request);
    return frameOf({
      language: told.language ?? language,
      path,
      routing: await routing.current(),
      visits: visitsOf(this.#known(told) ?? this.touches(request).touches, path),
      now: clock.now(),
      assets: {
        script: assets.script.path,
        font: assets.font.path,
        icon: assets.favicon.body.toString('utf8'),
      },
      look,
      styles: looks.stylesOf(look, isFirstView(request)),
      origin: publicUrl.replace(/\/+$/, ''),
    });
  }

  #known({ touches }: Told): Touches | undefined {
    return touches && Object.keys(touches).length > 0 ? touches : undefined;
  }

  /** How this visitor first came, and how they came last; `worth`: what of it is new. */
  touches(request: FastifyRequest): { touches: Touches; worth: Remembered | undefined } {
    const { path } = addressOf(request);
    const visit = {
      path,
      query: (request.query ?? {}) as Record<string, unknown>,
      referrer: request.headers.referer,
      cookie: request.headers.cookie,
      host: request.headers.host,
    };
    return touchesOf(visit, this.options.secret);
  }

  /** Remembers a touch that is worth it, unless the browser asks not to be followed. */
  remember(request: FastifyRequest, reply: FastifyReply): void {
    const { worth } = this.touches(request);
    if (!worth || request.headers['sec-gpc'] === '1') return;
    const { secret, https } = this.options;
    void reply.header('set-cookie', touchCookie(worth, secret, https));
  }
}

/** Language and unprefixed path: `/es/privacy` and `/privacy?lang=es` are the same page. */
export function addressOf(request: FastifyRequest): { language: Language; path: string } {
  const [full = '/'] = request.url.split('?', 1);
  const query = (request.query ?? {}) as Record<string, unknown>;
  const prefixed = full === '/es' || full.startsWith('/es/');
  const path = prefixed ? full.slice(3) || '/' : full;
  return { language: prefixed || query.lang === 'es' ? 'es' : 'en', path };
}
