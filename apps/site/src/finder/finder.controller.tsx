import {
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ERROR_STATUS, labelOf, US_STATES } from '#contract';
import { DomainError, isId } from '#platform';
import { sendPage } from '../http/page-reply.js';
import { PublicPages } from '../http/public-pages.js';
import { type Frame, pathIn } from '../pages/frame.js';
import { PageFrames } from '../pages/page-frames.js';
import { addressOfSearch, ON_A_PAGE, readAsked, type ReadAsked, widerSearches } from './asked.js';
import { DirectoryReports, readReport } from './directory-reports.js';
import type { DirectoryIndex } from './directory-index.js';
import { findPlaces, type FoundPlace, type Search } from './find-places.js';
import {
  FinderPage,
  type FinderPageProps,
  type Results,
  type ShownPlace,
  type WiderFound,
} from './finder-page.js';
import type { ListedFacility } from './listed-facility.js';
import { MistakePage, MistakeTakenPage } from './mistake-page.js';
import { PlacePage } from './place-page.js';
import { type DirectoryNow, PublicDirectory, type ZipPlace } from './public-directory.js';

/** Only here may the browser be asked where it is, and only when the visitor presses the button. */
const MAY_LOCATE =
  'accelerometer=(), camera=(), display-capture=(), geolocation=(self), gyroscope=(), microphone=(), payment=(), usb=(), browsing-topics=()';

/** The finder, the pages of places, and the way to say that something there is wrong. */
@Controller()
export class FinderController {
  constructor(
    private readonly frames: PageFrames,
    private readonly directory: PublicDirectory,
    private readonly reports: DirectoryReports,
    private readonly pages: PublicPages,
  ) {}

  @Get(['/find', '/es/find'])
  async find(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const frame = await this.frames.frame(request);
    this.frames.remember(request, reply);
    const given = (request.query ?? {}) as Record<string, unknown>;
    await this.#show(request, reply, frame, readAsked(given), given);
  }

  /** What the browser says of where it is comes by POST, leads to the nearest ZIP code, and is forgotten. */
  @Post(['/find/near', '/es/find/near'])
  async near(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const frame = await this.frames.frame(request);
    const given = fieldsOf(request);
    const [latitude, longitude] = [degrees(given.latitude, 90), degrees(given.longitude, 180)];
    const known = latitude !== null && longitude !== null;
    const zip = known ? await this.directory.nearestZip({ latitude, longitude }) : undefined;
    const read = readAsked({ ...given, zip: zip ?? '' });
    void reply.header('cache-control', 'no-store');
    if (zip) {
      void reply.redirect(pathIn(frame.language, addressOfSearch(read.asked)), 303);
      return;
    }
    const nowhere = { ...read, error: null, looking: false };
    await this.#show(request, reply, { ...frame, path: '/find' }, nowhere, given, 'near');
  }

  /** The way is only ever posted; its address alone leads to the finder. */
  @Get(['/find/near', '/es/find/near'])
  async nearby(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { language } = await this.frames.frame(request);
    void reply.redirect(pathIn(language, '/find'), 303);
  }

  @Get(['/facilities/:id', '/es/facilities/:id'])
  async place(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    this.frames.remember(request, reply);
    const found = isId(id) ? await this.directory.place(id) : undefined;
    if (!found) throw new NotFoundException();
    const page = <PlacePage frame={frame} {...found} now={this.reports.now()} />;
    sendPage(request, reply, page);
  }

  @Get(['/facilities/:id/mistake', '/es/facilities/:id/mistake'])
  async mistake(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    const page = (
      <MistakePage
        frame={frame}
        facility={await this.#listed(id)}
        ticket={this.reports.newTicket()}
        typed={{ about: [], text: '' }}
        problem={null}
      />
    );
    sendPage(request, reply, page);
  }

  @Post(['/facilities/:id/mistake', '/es/facilities/:id/mistake'])
  @HttpCode(200)
  async report(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const frame = await this.frames.frame(request);
    const typed = readReport(bodyOf(request));
    const facility = await this.#listed(id);
    const problem = await this.reports.take(facility.id, typed, request.ip);
    if (!problem) {
      sendPage(request, reply, <MistakeTakenPage frame={frame} facility={facility} />);
      return;
    }
    const page = (
      <MistakePage
        frame={frame}
        facility={facility}
        ticket={typed.issued}
        typed={typed}
        problem={problem}
      />
    );
    sendPage(request, reply, page, { status: 422 });
  }

  async #show(
    request: FastifyRequest,
    reply: FastifyReply,
    frame: Frame,
    read: ReadAsked,
    given: Readonly<Record<string, unknown>>,
    problem: FinderPageProps['error'] = null,
  ): Promise<void> {
    const { asked, looking } = read;
    const directory = await this.directory.current();
    const around = asked.zip ? await this.directory.zip(asked.zip) : undefined;
    const unknown = asked.zip !== null && !around;
    const error = problem ?? read.error ?? (unknown && looking ? 'unknown_zip' : null);
    const results =
      looking && !error ? await this.#results(directory, asked, around ?? null) : null;
    const typedZip = typeof given.zip === 'string' ? given.zip.slice(0, 10) : '';
    const page = (
      <FinderPage
        frame={frame}
        asked={asked}
        typedZip={typedZip}
        payers={directory.payers}
        error={error}
        results={results}
      />
    );
    void reply.header('permissions-policy', MAY_LOCATE);
    if (!read.chose && !error) {
      this.pages.send(request, reply, frame, directory.version, () => page);
      return;
    }
    sendPage(request, reply, page, { status: error ? 422 : 200 });
  }

  async #results(
    { index, payers }: DirectoryNow,
    asked: ReadAsked['asked'],
    around: ZipPlace | null,
  ): Promise<Results> {
    const payerId = asked.pay ? (payers.bySlug(asked.pay)?.id ?? null) : null;
    const found = findPlaces(index, { asked, around, payerId });
    const all = [...found.say, ...found.unsaid];
    const first = (asked.page - 1) * ON_A_PAGE;
    const here = all.slice(first, first + ON_A_PAGE);
    const listed = await this.directory.places(here.flatMap(({ at }) => index.ids[at] ?? []));
    const shown = here.flatMap((place, position): ShownPlace[] => {
      const facility = listed.get(index.ids[place.at] ?? '');
      return facility ? [{ ...place, number: first + position + 1, facility }] : [];
    });
    const whereOf = ({ at }: FoundPlace) => ({
      latitude: index.latitudes[at] ?? Number.NaN,
      longitude: index.longitudes[at] ?? Number.NaN,
    });
    const located = ({ latitude }: { latitude: number }) => !Number.isNaN(latitude);
    return {
      counts: { say: found.say.length, unsaid: found.unsaid.length },
      say: shown.filter(({ unsaid }) => unsaid.length === 0),
      unsaid: shown.filter(({ unsaid }) => unsaid.length > 0),
      wider: found.say.length === 0 ? widerFound(index, { asked, around, payerId }) : [],
      pages: Math.ceil(all.length / ON_A_PAGE),
      near: around ? `${around.city}, ${around.state} ${asked.zip}` : null,
      map: {
        numbered: shown
          .map((place) => ({ ...whereOf(place), number: place.number }))
          .filter(located),
        others: [...all.slice(0, first), ...all.slice(first + ON_A_PAGE)]
          .map(whereOf)
          .filter(located),
        around: around ? { ...around, miles: asked.miles } : null,
        state: around ? null : labelOf(US_STATES, asked.state),
      },
    };
  }

  async #listed(id: string): Promise<ListedFacility> {
    const facility = isId(id) ? (await this.directory.places([id])).get(id) : undefined;
    if (!facility) throw new NotFoundException();
    return facility;
  }
}

/** Wider searches that do find something, with how much; of the greater distances only the smallest one. */
function widerFound(index: DirectoryIndex, search: Search & { around: ZipPlace | null }) {
  const wider: WiderFound[] = [];
  for (const { kind, asked } of widerSearches(search.asked, search.around?.state ?? null)) {
    if (kind === 'miles' && wider.some((one) => one.kind === kind)) continue;
    const around = kind === 'state' ? null : search.around;
    const payerId = asked.pay ? search.payerId : null;
    const count = findPlaces(index, { asked, around, payerId }).say.length;
    if (count > 0) wider.push({ kind, asked, count });
  }
  return wider;
}

function bodyOf({ body }: FastifyRequest): string {
  if (typeof body === 'string') return body;
  throw new DomainError('request.unsupported_media_type', {
    status: ERROR_STATUS['request.unsupported_media_type'],
    message: 'Please send the form as application/x-www-form-urlencoded.',
  });
}

function fieldsOf(request: FastifyRequest): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(bodyOf(request)));
}

/** A coordinate, rounded to a hundredth of a degree (about a mile) whatever was sent; null for none. */
function degrees(text: string | undefined, most: number): number | null {
  if (!text || !/^-?\d{1,3}(\.\d{1,20})?$/.test(text)) return null;
  const value = Math.round(Number(text) * 100) / 100;
  return Math.abs(value) <= most ? value : null;
}
