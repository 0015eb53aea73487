import type { Verb } from '#calls';

/** What the caller hears or what happens to the call, in plain words. */
export function inWords(verb: Verb): string {
  switch (verb.name) {
    case 'Say':
      return `says: “${verb.text.trim()}”`;
    case 'Dial': {
      const numbers = verb.children.map(lineOf).join(', ');
      const recorded = verb.attributes.record ? ', recorded' : '';
      return `rings ${numbers} for ${verb.attributes.timeout ?? '30'} s${recorded}`;
    }
    case 'Record':
      return `records a message of up to ${verb.attributes.maxLength ?? '3600'} s`;
    case 'Hangup':
      return 'hangs up';
    default:
      return verb.name;
  }
}

/** A number, or whose browser. */
function lineOf({ text, children }: Verb): string {
  const identity = children.find(({ name }) => name === 'Identity');
  return identity ? `the browser of ${identity.text.trim()}` : text.trim();
}
