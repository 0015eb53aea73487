import type { EligibilityRequest, PersonAsked } from '../eligibility/request.js';

/** Who sends to whom, for the envelope (ISA06, ISA08). */
export interface Envelope {
  sender: string;
  receiver: string;
  /** P production, T test. */
  usage: 'P' | 'T';
}

const ELEMENT = '*';
const COMPONENT = ':';
const REPETITION = '^';
const SEGMENT = '~';

/**
 * A 270 of 005010X279A1 with one service type. Whatever people typed is brought into the basic character
 * set of X12 (capitals, no accents), and separators in it become spaces: no name can end a segment.
 */
export function write270(request: EligibilityRequest, envelope: Envelope, now: Date): string {
  const control = controlNumber(request.trace);
  const [date, time] = [compact(now.toISOString().slice(0, 10)), clock(now)];
  const body = [
    ['BHT', '0022', '13', clean(request.trace, 50), date, time],
    ['HL', '1', '', '20', '1'],
    [
      'NM1',
      'PR',
      '2',
      clean(request.payerName, 60),
      '',
      '',
      '',
      '',
      'PI',
      clean(request.payerId, 80),
    ],
    ['HL', '2', '1', '21', '1'],
    [
      'NM1',
      '1P',
      '2',
      clean(request.provider.name, 60),
      '',
      '',
      '',
      '',
      'XX',
      request.provider.npi,
    ],
    ['HL', '3', '2', '22', request.dependent ? '1' : '0'],
    ...(request.dependent ? [] : [trace(request)]),
    [...person('IL', request.subscriber), 'MI', clean(request.subscriber.memberId, 80)],
    ...born(request.subscriber),
    ...(request.dependent
      ? [
          ['HL', '4', '3', '23', '0'],
          trace(request),
          person('03', request.dependent).slice(0, 5),
          ...born(request.dependent),
        ]
      : []),
    ['DTP', '291', 'D8', compact(request.on)],
    ['EQ', clean(request.serviceType, 2)],
  ];
  const segments = [
    isa(envelope, control, now),
    [
      'GS',
      'HS',
      clean(envelope.sender, 15),
      clean(envelope.receiver, 15),
      date,
      time,
      String(Number(control)),
      'X',
      '005010X279A1',
    ],
    ['ST', '270', '0001', '005010X279A1'],
    ...body,
    ['SE', String(body.length + 2), '0001'],
    ['GE', '1', String(Number(control))],
    ['IEA', '1', control],
  ];
  return segments.map((segment) => segment.join(ELEMENT) + SEGMENT).join('');
}

/** Text in the basic character set, at most so many characters. */
export function clean(text: string, most: number): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9 !"&'()+,\-./;?=]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, most)
    .trim();
}

function isa({ sender, receiver, usage }: Envelope, control: string, now: Date): string[] {
  const date = compact(now.toISOString().slice(2, 10));
  const id = (text: string) => clean(text, 15).padEnd(15);
  const blank = ' '.repeat(10);
  return [
    'ISA',
    '00',
    blank,
    '00',
    blank,
    'ZZ',
    id(sender),
    'ZZ',
    id(receiver),
    date,
    clock(now),
    REPETITION,
    '00501',
    control,
    '0',
    usage,
    COMPONENT,
  ];
}

function trace(request: EligibilityRequest): string[] {
  return ['TRN', '1', clean(request.trace, 50), `9${request.provider.npi.slice(0, 9)}`];
}

function person(role: string, { firstName, lastName }: PersonAsked): string[] {
  return ['NM1', role, '1', clean(lastName, 60), clean(firstName, 35), '', '', ''];
}

function born({ born: day }: PersonAsked): string[][] {
  return day ? [['DMG', 'D8', compact(day)]] : [];
}

/** Nine digits out of a trace; the same trace gives the same number. */
function controlNumber(text: string): string {
  let number = 7;
  for (const character of text) number = (number * 31 + character.charCodeAt(0)) % 999_999_937;
  return String(number + 1).padStart(9, '0');
}

const compact = (date: string) => date.replaceAll('-', '');
const clock = (now: Date) => now.toISOString().slice(11, 16).replace(':', '');
