import type { Frame } from '../pages/frame.js';
import { Document } from '../pages/layout.js';
import { articleWords } from './article-words.js';
import { CallHere } from './blocks.js';
import type { PublicText } from './public-content.js';
import { Teasers } from './teasers.js';

/** Every article, with what it is about. */
export function ArticleIndex({ frame, texts }: { frame: Frame; texts: readonly PublicText[] }) {
  const { index } = articleWords(frame.language);
  return (
    <Document
      frame={frame}
      title={index.title}
      description={index.description}
      found={{ languages: ['en', 'es'], feeds: true }}
    >
      <div className="wide page">
        <h1>{index.title}</h1>
        <p className="lead">{index.lead}</p>
        <Teasers frame={frame} texts={texts} titles="h2" />
        <CallHere frame={frame} />
      </div>
    </Document>
  );
}
