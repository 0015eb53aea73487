/** What separates an interchange's parts, as its ISA segment says. */
export interface Delimiters {
  element: string;
  component: string;
  /** Null where the interchange has none (version 4010, or the letter U in ISA11). */
  repetition: string | null;
  segment: string;
}

/** One segment: its elements by their number, `elements[1]` being the first after the tag. */
export interface Segment {
  tag: string;
  elements: readonly string[];
}

export interface Interchange {
  delimiters: Delimiters;
  /** From ISA to IEA. */
  segments: readonly Segment[];
  /** Faults that leave the content readable: control numbers or counts that disagree. */
  faults: readonly string[];
}

/** Text that is no readable X12 interchange. `code` says why; the message quotes nothing of the text. */
export class X12Error extends Error {
  override readonly name = 'X12Error';
  constructor(
    readonly code: 'x12.not_an_interchange' | 'x12.cut_short' | 'x12.too_long',
    message: string,
  ) {
    super(message);
  }
}

/** Longest interchange that is read, characters; a 271 has some thousands. */
const MOST_CHARACTERS = 4_000_000;
/** ISA is the one segment of fixed width (X12.5): 105 characters and then the segment's end. */
const ISA_LENGTH = 105;
const AT = { element: 3, repetition: 82, component: 104, segment: 105 } as const;
/** ISA11 carries the repetition separator from version 4020 on; before that an identifier. */
const FIRST_WITH_REPETITION = '00402';

/**
 * Splits an interchange into its segments. The separators are read from its ISA, whatever they are;
 * line ends after a segment, before the first and after the last are layout. Counts and control numbers
 * that disagree are told as faults, for payers send such; an interchange without its end is refused,
 * for half an answer reads like a whole one that says less.
 * Throws {@link X12Error}.
 */
export function readInterchange(text: string): Interchange {
  if (text.length > MOST_CHARACTERS) throw new X12Error('x12.too_long', 'Too long for an answer.');
  const body = text.replace(/^[\uFEFF\s]+/, '');
  const delimiters = delimitersOf(body);
  const segments = body
    .split(delimiters.segment)
    .map((part) => part.replace(/^[\r\n]+|(?<![\r\n])[\r\n]+$/g, ''))
    .filter((part) => part.trim() !== '')
    .map((part): Segment => {
      const elements = part.split(delimiters.element);
      return { tag: (elements[0] ?? '').trim(), elements };
    });
  return { delimiters, segments, faults: faultsOf(segments) };
}

/** The repeats of an element (`MH^A4`), without empty ones. */
export function repeatsOf(element: string | undefined, { repetition }: Delimiters): string[] {
  if (!element) return [];
  const all = repetition === null ? [element] : element.split(repetition);
  return all.map((one) => one.trim()).filter((one) => one !== '');
}

function delimitersOf(body: string): Delimiters {
  const element = body.charAt(AT.element);
  const whole = body.length > ISA_LENGTH && body.startsWith('ISA') && isSeparator(element);
  if (!whole || body.slice(0, ISA_LENGTH).split(element).length !== 17) {
    throw new X12Error('x12.not_an_interchange', 'It does not begin with an ISA segment.');
  }
  const repetition = body.charAt(AT.repetition);
  const version = body.slice(84, 89);
  return {
    element,
    component: body.charAt(AT.component),
    repetition: version >= FIRST_WITH_REPETITION && isSeparator(repetition) ? repetition : null,
    segment: body.charAt(AT.segment),
  };
}

/** Letters, digits and spaces are data. */
function isSeparator(character: string): boolean {
  return character !== '' && !/[A-Za-z0-9 ]/.test(character);
}

function faultsOf(segments: readonly Segment[]): string[] {
  const faults: string[] = [];
  const first = (tag: string) => segments.find((segment) => segment.tag === tag)?.elements;
  const last = (tag: string) => segments.findLast((segment) => segment.tag === tag)?.elements;
  const [isa, iea] = [first('ISA'), last('IEA')];
  if (!iea || segments.at(-1)?.tag !== 'IEA') {
    throw new X12Error('x12.cut_short', 'The interchange has no end: part of it is missing.');
  }
  if (!last('SE') || !last('GE')) {
    throw new X12Error('x12.cut_short', 'The transaction has no end: part of it is missing.');
  }
  if (isa?.[13] !== iea[2]) faults.push('ISA13 and IEA02 disagree');
  if (first('GS')?.[6] !== last('GE')?.[2]) faults.push('GS06 and GE02 disagree');
  if (first('ST')?.[2] !== last('SE')?.[2]) faults.push('ST02 and SE02 disagree');
  const from = segments.findIndex(({ tag }) => tag === 'ST');
  const to = segments.findLastIndex(({ tag }) => tag === 'SE');
  const counted = to - from + 1;
  const one = segments.filter(({ tag }) => tag === 'ST').length === 1;
  if (one && Number(last('SE')?.[1]) !== counted) faults.push('SE01 counts other segments');
  return faults;
}
