import type { Frame } from './frame.js';
import { CallButton, Document } from './layout.js';

/** What is kept, who reads it, what never happens. */
export function PrivacyPage({ frame }: { frame: Frame }) {
  const { privacy } = frame.words;
  return (
    <Document frame={frame} title={privacy.title} description={privacy.description}>
      <article className="wide narrow page">
        <h1>{privacy.title}</h1>
        {privacy.sections.map(({ title, text }) => (
          <section key={title}>
            <h2>{title}</h2>
            <p>{text}</p>
          </section>
        ))}
        <CallButton frame={frame} />
      </article>
    </Document>
  );
}
