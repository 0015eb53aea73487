import { phoneInWords } from '../words/phone';
import { inFull } from '../words/time';

/** The envelope's own part of a name says nothing to whoever reads what came in it. */
const WRAPPING = /^(fields|request|data)[._]/;

const words = (path: string): string => {
  const text = path
    .replace(WRAPPING, '')
    .replaceAll(/[._]/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** An unsealed request as pairs of words and values, nested parts spelled out, empty parts left out. */
export function factsOf(
  detail: Record<string, unknown>,
  under = '',
): (readonly [string, string])[] {
  return Object.entries(detail).flatMap(([key, value]): (readonly [string, string])[] => {
    const path = under === '' ? key : `${under}.${key}`;
    if (value === null || value === undefined || value === '') return [];
    if (Array.isArray(value)) {
      return [
        [
          words(path),
          value.map((each) => (isPlain(each) ? JSON.stringify(each) : String(each))).join(', '),
        ],
      ];
    }
    if (isPlain(value)) return factsOf(value, path);
    return [[words(path), plainWord(value)]];
  });
}

const plainWord = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'string') return JSON.stringify(value);
  if (PHONE.test(value)) return phoneInWords(value);
  return MOMENT.test(value) && !Number.isNaN(Date.parse(value)) ? inFull(value) : value;
};

const PHONE = /^\+1\d{10}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
