import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '#contract';
import type { Clock } from '#platform';
import { type FirstTouch, firstTouchOf, touchCookie } from '../attribution/first-touch.js';
import type { Assets } from '../http/assets.js';
import type { RoutingReader } from '../routing/routing.js';
import { type Frame, frameOf } from './frame.js';

export interface PageFramesOptions {
  routing: RoutingReader;
  clock: Clock;
  assets: Assets;
  /** Signs the first-touch cookie. */
  secret: Buffer;
  https: boolean;
}

/** What a request says beyond itself. */
export interface Told {
  language?: Language;
  utmSource?: string;
}

/** Makes the frame of each page: language, number of the visitor's source, who answers, hours. */
@Injectable()
export class PageFrames {
  constructor(private readonly options: PageFramesOptions) {}

  async frame(request: FastifyRequest, told: Told = {}): Promise<Frame> {
    const { routing, clock, assets } = this.options;
    const { language, path } = addressOf(request);
    return frameOf({
      language: told.language ?? language,
      path,
      routing: await routing.current(),
      utmSource: told.utmSource || this.touch(request).touch.utmSource,
      now: clock.now(),
      assets: {
        css: assets.css.path,
        script: assets.script.path,
        font: assets.font.path,
      },
    });
  }

  /** How this visitor first came. */
  touch(request: FastifyRequest): { touch: FirstTouch; fresh: boolean } {
    const { path } = addressOf(request);
    const visit = {
      path,
      query: (request.query ?? {}) as Record<string, unknown>,
      referrer: request.headers.referer,
      cookie: request.headers.cookie,
      host: request.headers.host,
    };
    return firstTouchOf(visit, this.options.secret);
  }

  /** Remembers a first touch that is worth it, unless the browser asks not to be followed. */
  remember(request: FastifyRequest, reply: FastifyReply): void {
    const { touch, fresh } = this.touch(request);
    if (!fresh || request.headers['sec-gpc'] === '1') return;
    const { secret, https } = this.options;
    void reply.header('set-cookie', touchCookie(touch, secret, https));
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
