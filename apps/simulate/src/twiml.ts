/** One instruction of an answer in TwiML. */
export interface Verb {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Verb[];
}

const TOKEN = /<\/([A-Za-z]+)>|<([A-Za-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g;

/** Reads the instructions of a TwiML answer, as far as a site of ours writes them. */
export function verbsOf(xml: string): Verb[] {
  const root: Verb = { name: '', attributes: {}, text: '', children: [] };
  const open = [root];
  for (const [, closing, opening, attributes = '', selfClosed, text] of xml
    .replace(/<\?.*?\?>/g, '')
    .matchAll(TOKEN)) {
    const current = open.at(-1) ?? root;
    if (closing) open.pop();
    else if (text) current.text += unescape(text);
    else if (opening) {
      const verb = { name: opening, attributes: attributesOf(attributes), text: '', children: [] };
      current.children.push(verb);
      if (!selfClosed) open.push(verb);
    }
  }
  return root.children.find(({ name }) => name === 'Response')?.children ?? [];
}

/** What the caller hears or what happens to the call, in plain words. */
export function inWords(verb: Verb): string {
  switch (verb.name) {
    case 'Say':
      return `says: “${verb.text.trim()}”`;
    case 'Dial': {
      const numbers = verb.children.map(({ text }) => text.trim()).join(', ');
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

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w:-]+)="([^"]*)"/g)];
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, unescape(value)]));
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
