import type { ContentBlock, ContentRun } from '#contract';
import type { Frame } from '../pages/frame.js';
import { CallButton } from '../pages/layout.js';
import { pathIn } from '../pages/frame.js';
import { articleWords } from './article-words.js';
import { Picture } from './picture.js';

/** The parts of a public text as HTML. Everything in them is text to React: nothing typed can become markup. */
export function Blocks({ frame, blocks }: { frame: Frame; blocks: readonly ContentBlock[] }) {
  // Texts never change and are made once: where a part stands is what it is known by.
  return blocks.map((block, at) => <Block key={at} frame={frame} block={block} />);
}

function Block({ frame, block }: { frame: Frame; block: ContentBlock }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = block.level === 2 ? 'h2' : 'h3';
      return (
        <Heading id={block.anchor}>
          <Runs frame={frame} runs={block.runs} />
        </Heading>
      );
    }
    case 'paragraph':
      return (
        <p>
          <Runs frame={frame} runs={block.runs} />
        </p>
      );
    case 'note':
      return (
        <div className="care">
          {block.paragraphs.map((runs, at) => (
            <p key={at}>
              <Runs frame={frame} runs={runs} />
            </p>
          ))}
        </div>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((runs, at) => (
            <li key={at}>
              <Runs frame={frame} runs={runs} />
            </li>
          ))}
        </List>
      );
    }
    case 'picture':
      return (
        <figure>
          <Picture id={block.pictureId} alt={block.alt} />
        </figure>
      );
    case 'call':
      return <CallHere frame={frame} />;
    default:
      return null;
  }
}

function Runs({ frame, runs }: { frame: Frame; runs: readonly ContentRun[] }) {
  return runs.map((run, at) => <Run key={at} frame={frame} run={run} />);
}

function Run({ frame, run }: { frame: Frame; run: ContentRun }) {
  const text = run.emphasis ? <em>{run.text}</em> : run.text;
  const weighed = run.strong ? <strong>{text}</strong> : text;
  if (run.href === undefined) return weighed;
  if (run.href.startsWith('/')) return <a href={pathIn(frame.language, run.href)}>{weighed}</a>;
  const away = run.href.startsWith('https:');
  return (
    <a href={run.href} rel={away ? 'noreferrer noopener' : undefined}>
      {weighed}
    </a>
  );
}

/** The number of this visitor's source, and the way to write, in the middle of a text. */
export function CallHere({ frame }: { frame: Frame }) {
  const words = articleWords(frame.language);
  return (
    <div className="call-here">
      <p className="call-title">{words.callTitle}</p>
      <p>{words.callText}</p>
      <div className="actions">
        <CallButton frame={frame} />
        <a className="start" href={pathIn(frame.language, '/get-started')}>
          {frame.words.hero.online}
        </a>
      </div>
    </div>
  );
}
