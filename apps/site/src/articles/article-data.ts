import type { Frame } from '../pages/frame.js';
import type { PublicText } from './public-content.js';

interface DataInput {
  frame: Frame;
  text: PublicText;
  /** Whole addresses. */
  address: string;
  picture: string;
}

/** An article for machines (schema.org, JSON-LD). It says of the review only what there is. */
export function articleData({ frame, text, address, picture }: DataInput): object {
  const name = frame.organisation?.name ?? 'Bridgeline';
  const { review } = text;
  return {
    '@context': 'https://schema.org',
    '@type': 'MedicalWebPage',
    url: address,
    headline: text.title,
    description: text.teaser,
    inLanguage: text.language,
    image: picture,
    datePublished: text.firstPublic.toISOString(),
    dateModified: text.changedAt.toISOString(),
    author: { '@type': 'Organization', name: text.author },
    publisher: { '@type': 'Organization', name, url: `${frame.origin}/` },
    citation: text.sources.map(({ title, publisher, url }) => ({
      '@type': 'CreativeWork',
      name: title,
      url,
      publisher: { '@type': 'Organization', name: publisher },
    })),
    ...(review
      ? { reviewedBy: { '@type': 'Person', name: review.reviewer }, lastReviewed: review.on }
      : {}),
  };
}
