import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import {
  CARD_SIDES,
  type CardSide,
  codesOf,
  ERROR_STATUS,
  isPhoto,
  MAX_CARD_PHOTO_BYTES,
} from '#contract';
import { DomainError } from '#platform';
import { FormBodyError, FormFields, MAX_PAIRS } from './form-fields.js';

/** A photo of one side of a card, checked by its content; whatever the camera wrote is still in it. */
export interface CardPhoto {
  side: CardSide;
  content: Buffer;
}

/** Why a photo was not taken. */
export type CardProblem = 'type' | 'large';

const SIDES = codesOf(CARD_SIDES);
/** Both photos at their limit, every field at its limit, and what lies between; bytes. */
const MOST_BYTES = SIDES.length * MAX_CARD_PHOTO_BYTES + 512 * 1024;

type Pair = readonly [name: string, value: string];

/** What was posted as a form with photos. Holds no field that a look at the body would go through. */
export class MultipartForm {
  readonly #pairs: readonly Pair[];
  readonly #cards: readonly CardPhoto[];
  readonly #problems: ReadonlyMap<CardSide, CardProblem>;

  constructor(
    pairs: readonly Pair[],
    cards: readonly CardPhoto[],
    problems: ReadonlyMap<CardSide, CardProblem>,
  ) {
    this.#pairs = pairs;
    this.#cards = cards;
    this.#problems = problems;
  }

  get pairs(): readonly Pair[] {
    return this.#pairs;
  }

  get cards(): readonly CardPhoto[] {
    return this.#cards;
  }

  get problems(): ReadonlyMap<CardSide, CardProblem> {
    return this.#problems;
  }
}

interface Photos {
  cards: readonly CardPhoto[];
  problems: ReadonlyMap<CardSide, CardProblem>;
}

export interface PostedForm extends Photos {
  form: FormFields;
}

const NO_PHOTOS: Photos = { cards: [], problems: new Map() };

/** Get Started's form, however it was encoded. Throws `request.unsupported_media_type` and FormBodyError. */
export function postedForm({ body }: FastifyRequest): PostedForm {
  if (typeof body === 'string') return { form: FormFields.parse(body), ...NO_PHOTOS };
  if (!(body instanceof MultipartForm)) throw noForm();
  return { form: FormFields.of(body.pairs), cards: body.cards, problems: body.problems };
}

/** Another form of ours, however it was encoded. Throws `request.unsupported_media_type`. */
export function postedPairs({ body }: FastifyRequest): Photos & { fields: URLSearchParams } {
  if (typeof body === 'string') return { fields: new URLSearchParams(body), ...NO_PHOTOS };
  if (!(body instanceof MultipartForm)) throw noForm();
  const fields = new URLSearchParams(body.pairs.map(([name, value]) => [name, value]));
  return { fields, cards: body.cards, problems: body.problems };
}

function noForm(): DomainError {
  return new DomainError('request.unsupported_media_type', {
    status: ERROR_STATUS['request.unsupported_media_type'],
    message: 'Please send the form as application/x-www-form-urlencoded or multipart/form-data.',
  });
}

/**
 * Reads a form with photos. What cannot be read as one is `request.invalid`; more bytes or parts than a form of ours
 * has are FormBodyError. A photo that is too large or no photo does not fail the form: it is named in `problems`.
 */
export async function readMultipart(stream: Readable, contentType: string): Promise<MultipartForm> {
  const body = await bytesOf(stream);
  refuseManyParts(body, contentType);
  const entries = await entriesOf(body, contentType);
  const pairs: [string, string][] = [];
  const cards: CardPhoto[] = [];
  const problems = new Map<CardSide, CardProblem>();
  for (const [name, value] of entries) {
    if (typeof value === 'string') {
      pairs.push([name, value]);
      continue;
    }
    const side = SIDES.find((one) => name === `card[${one}]`);
    if (!side || value.size === 0) continue;
    const content = Buffer.from(await value.arrayBuffer());
    const problem = problemOf(content);
    if (problem) problems.set(side, problem);
    else if (!cards.some((card) => card.side === side)) cards.push({ side, content });
  }
  return new MultipartForm(pairs, cards, problems);
}

function problemOf(content: Buffer): CardProblem | undefined {
  if (content.length > MAX_CARD_PHOTO_BYTES) return 'large';
  return isPhoto(content) ? undefined : 'type';
}

/** Reads a body that nobody wants, up to so many bytes. Throws FormBodyError beyond. */
export async function dropped(stream: Readable, most: number): Promise<void> {
  let length = 0;
  for await (const part of stream.iterator({ destroyOnReturn: false })) {
    length += (part as Buffer).length;
    if (length > most) throw new FormBodyError('too many bytes');
  }
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream.iterator({ destroyOnReturn: false })) {
    const bytes = part as Buffer;
    length += bytes.length;
    if (length > MOST_BYTES) throw new FormBodyError('too many bytes');
    parts.push(bytes);
  }
  return Buffer.concat(parts, length);
}

/** Counted before it is taken apart: a body of a million empty parts costs nothing to send. */
function refuseManyParts(body: Buffer, contentType: string): void {
  const boundary = /boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(contentType);
  const line = Buffer.from(`--${boundary?.[1] ?? boundary?.[2] ?? ''}`);
  let parts = 0;
  for (let at = body.indexOf(line); at >= 0; at = body.indexOf(line, at + line.length)) {
    parts += 1;
    if (parts > MAX_PAIRS + 2) throw new FormBodyError('too many fields');
  }
}

async function entriesOf(body: Buffer, contentType: string): Promise<[string, string | Blob][]> {
  try {
    const response = new Response(new Uint8Array(body), {
      headers: { 'content-type': contentType },
    });
    return [...(await response.formData())];
  } catch (cause) {
    throw new DomainError('request.invalid', {
      status: ERROR_STATUS['request.invalid'],
      message: 'This is no form that can be read.',
      cause,
    });
  }
}
