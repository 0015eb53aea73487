import type { ContentBlock, ContentRun, Language } from '#contract';
import { Blocks } from '../articles/blocks.js';
import { articleWords } from '../articles/article-words.js';
import type { PublicText } from '../articles/public-content.js';
import { type Frame, zoneOf } from './frame.js';
import { CallButton, Document } from './layout.js';
import { dayWords } from './time-words.js';
import { WhoAnswers } from './who-answers.js';

interface PlainPageProps {
  frame: Frame;
  text: PublicText;
  languages: readonly Language[];
}

/** Who we are, privacy, accessibility, terms, and whatever else an organisation writes. */
export function PlainPage({ frame, text, languages }: PlainPageProps) {
  const { otherLanguage } = articleWords(frame.language);
  const whole = <Blocks frame={frame} blocks={filled(frame, text)} />;
  const aboutUs = text.slug === WHO_WE_ARE;
  return (
    <Document frame={frame} title={text.title} description={text.teaser} found={{ languages }}>
      <article className="wide narrow page text">
        {text.language === frame.language ? null : <p className="care">{otherLanguage}</p>}
        <div lang={text.language}>
          <h1>{text.title}</h1>
          <p className="lead">{text.teaser}</p>
          {aboutUs ? null : whole}
        </div>
        {aboutUs ? null : <End frame={frame} text={text} />}
      </article>
      {aboutUs ? (
        <>
          <WhoAnswers frame={frame} />
          <div className="wide narrow page text">
            <div lang={text.language}>{whole}</div>
            <End frame={frame} text={text} />
          </div>
        </>
      ) : null}
    </Document>
  );
}

function End({ frame, text }: Pick<PlainPageProps, 'frame' | 'text'>) {
  const zone = zoneOf(frame);
  const day = dayWords(text.changedAt, zone, frame.language);
  return (
    <>
      <p className="fine">{articleWords(frame.language).updated(day)}</p>
      <CallButton frame={frame} />
    </>
  );
}

/** This page begins with the organisation's own facts. */
const WHO_WE_ARE = 'who-we-are';

/** `{{organisation}}`, `{{legalName}}` and `{{number}}` are what they are here and now. */
function filled(frame: Frame, { blocks }: PublicText): ContentBlock[] {
  const { organisation, number } = frame;
  const values: Record<string, string | undefined> = {
    organisation: organisation?.name ?? 'Bridgeline',
    legalName: organisation?.legalName ?? 'Bridgeline',
    number: number?.text ?? '1-800-662-4357',
  };
  const fill = (runs: ContentRun[]) =>
    runs.map((run) => ({
      ...run,
      text: run.text.replaceAll(/\{\{(\w+)\}\}/g, (typed, name: string) => values[name] ?? typed),
    }));
  return blocks.map((block) => {
    if (block.kind === 'heading' || block.kind === 'paragraph') {
      return { ...block, runs: fill(block.runs) };
    }
    if (block.kind === 'note') return { ...block, paragraphs: block.paragraphs.map(fill) };
    return block.kind === 'list' ? { ...block, items: block.items.map(fill) } : block;
  });
}
