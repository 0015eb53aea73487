/**
 * The names a posted form may carry; everything else is dropped. `text` may come once, `list`
 * any number of times.
 */
const FIELDS = {
  danger: 'text',
  forWhom: 'text',
  relationship: 'text',
  substances: 'list',
  when: 'text',
  age: 'text',
  pregnant: 'text',
  message: 'text',
  name: 'text',
  phone: 'text',
  email: 'text',
  zip: 'text',
  language: 'text',
  safeToVoicemail: 'text',
  safeToText: 'text',
  callBackAt: 'text',
  preferredTime: 'text',
  contactBy: 'text',
  'insurance[payer]': 'text',
  'insurance[planType]': 'text',
  'insurance[memberId]': 'text',
  'insurance[groupNumber]': 'text',
  'insurance[subscriberName]': 'text',
  'insurance[relationship]': 'text',
  'consent[sms]': 'text',
  'consent[wording]': 'text',
  'coverageCheck[way]': 'text',
  'coverageCheck[answerBy]': 'text',
  'coverageCheck[patientBorn]': 'text',
  'coverageCheck[payerConsent]': 'text',
  'coverageCheck[payerWording]': 'text',
  'coverageCheck[toldAboutStatements]': 'text',
  'attribution[utmSource]': 'text',
  'attribution[utmMedium]': 'text',
  'attribution[utmCampaign]': 'text',
  'attribution[gclid]': 'text',
  'attribution[landingPath]': 'text',
  'attribution[referrer]': 'text',
  'attribution[lastUtmSource]': 'text',
  'attribution[lastUtmMedium]': 'text',
  'attribution[lastUtmCampaign]': 'text',
  'attribution[lastGclid]': 'text',
  'attribution[lastLandingPath]': 'text',
  'attribution[lastReferrer]': 'text',
  website: 'text',
  issued: 'text',
  asked: 'text',
  step: 'text',
  go: 'text',
  switch: 'text',
} as const satisfies Record<string, 'text' | 'list'>;

export type FieldName = keyof typeof FIELDS;

const NAMES = Object.keys(FIELDS) as FieldName[];

/** Fields that belong to the request itself, in the order they are asked. */
export const REQUEST_FIELDS = NAMES.filter(
  (name) => !['website', 'issued', 'asked', 'step', 'go', 'switch'].includes(name),
);

const GROUPS = ['insurance', 'consent', 'attribution', 'coverageCheck'] as const;

/** More pairs than any real form has. */
export const MAX_PAIRS = 300;

/** Thrown for a body that no form of ours could have sent. */
export class FormBodyError extends Error {
  override readonly name = 'FormBodyError';
}

/** A posted form: what was typed, exactly, by the names we know. */
export class FormFields {
  /** Fields that came in a shape they cannot have (`name[]`, `insurance=x`), by their name. */
  readonly misshapen = new Set<string>();
  readonly #values = new Map<FieldName, string[]>();

  /** Parses `application/x-www-form-urlencoded`. Throws {@link FormBodyError} for absurdly many pairs. */
  static parse(body: string): FormFields {
    const form = new FormFields();
    const pairs = body.split('&', MAX_PAIRS + 1);
    if (pairs.length > MAX_PAIRS) throw new FormBodyError('too many fields');
    for (const pair of pairs) {
      if (pair === '') continue;
      const at = pair.indexOf('=');
      const name = decode(at < 0 ? pair : pair.slice(0, at));
      form.#take(name, decode(at < 0 ? '' : pair.slice(at + 1)));
    }
    return form;
  }

  /** The same of pairs that are decoded already. Throws like `parse`. */
  static of(pairs: readonly (readonly [name: string, value: string])[]): FormFields {
    if (pairs.length > MAX_PAIRS) throw new FormBodyError('too many fields');
    const form = new FormFields();
    for (const [name, value] of pairs) form.#take(name, value);
    return form;
  }

  /** What was typed into a field; empty when it wasn't there. */
  text(name: FieldName): string {
    return this.#values.get(name)?.[0] ?? '';
  }

  /** Every value of a field. */
  list(name: FieldName): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  has(name: FieldName): boolean {
    return this.#values.has(name);
  }

  set(name: FieldName, ...values: string[]): this {
    if (values.length === 0) this.#values.delete(name);
    else this.#values.set(name, values);
    return this;
  }

  /** The form as the contract's help request expects it, still unchecked. */
  toRequest(): Record<string, unknown> {
    const request: Record<string, unknown> = {};
    for (const group of GROUPS) {
      const inner: Record<string, unknown> = {};
      for (const name of NAMES) {
        if (!name.startsWith(`${group}[`)) continue;
        const key = name.slice(group.length + 1, -1);
        if (this.has(name)) inner[key] = this.#plain(name);
      }
      if (this.misshapen.has(group)) request[group] = [];
      else if (Object.keys(inner).length > 0) request[group] = inner;
    }
    for (const name of REQUEST_FIELDS) {
      if (!name.includes('[') && this.has(name)) request[name] = this.#plain(name);
      if (this.misshapen.has(name)) request[name] = {};
    }
    return request;
  }

  #take(name: string, value: string): void {
    const known = NAMES.find(
      (one) => one === name || (one === 'substances' && name === 'substances[]'),
    );
    if (known) {
      this.#values.set(known, [...(this.#values.get(known) ?? []), value]);
      return;
    }
    const base = name.split('[', 1)[0] ?? '';
    const group = GROUPS.some((one) => one === base);
    if (name === base ? group : NAMES.some((one) => one === base)) this.misshapen.add(base);
  }

  /** A field that may come once but came more often keeps its list, and fails its check by that. */
  #plain(name: FieldName): string | string[] {
    const values = [...this.list(name)];
    return FIELDS[name] === 'list' || values.length > 1 ? values : (values[0] ?? '');
  }
}

/** `insurance.payer`, as a check names it, is `insurance[payer]` in a form. */
export function fieldOfPath(path: string): string {
  const [first = '', ...rest] = path.split('.');
  const numeric = rest.every((part) => /^\d+$/.test(part));
  return numeric ? first : first + rest.map((part) => `[${part}]`).join('');
}

/**
 * Percent-decoding that never throws. Bytes that are no UTF-8 (half a surrogate pair, for one)
 * become half a surrogate, which the checks then refuse by the field's name.
 */
function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced.replaceAll(/%(?![0-9a-fA-F]{2})/g, '%25'));
  } catch {
    const bytes = Buffer.from(
      spaced.replaceAll(/%([0-9a-fA-F]{2})/g, (_match, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      ),
      'latin1',
    );
    return bytes.toString('utf8').replaceAll('\ufffd', '\ud800');
  }
}
