import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A US phone number as typed or listed, in E.164; an extension is left out. Null when it cannot be one. */
export function facilityPhone(text: string): string | null {
  const number = parsePhoneNumberFromString(text.trim(), 'US');
  return number?.isPossible() ? number.number : null;
}

/** Before a provider identifier stands the health industry's number when its check digit is made (45 CFR 162.406). */
const INDUSTRY = '80840';

/**
 * Whether a text is a national provider identifier: ten digits that begin with 1 or 2, the last one the Luhn check
 * digit over all with 80840 before them.
 */
export function isNpi(text: string): boolean {
  return /^[12]\d{9}$/.test(text) && luhnSum(INDUSTRY + text) % 10 === 0;
}

function luhnSum(digits: string): number {
  return Array.from(digits)
    .toReversed()
    .reduce((sum, digit, place) => {
      const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
      return sum + (value > 9 ? value - 9 : value);
    }, 0);
}
