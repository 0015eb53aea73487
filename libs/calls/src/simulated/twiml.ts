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
