const words = (path: string): string => {
  const text = path
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
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
