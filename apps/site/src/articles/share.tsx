import type { Frame } from '../pages/frame.js';
import { articleWords } from './article-words.js';

interface ShareProps {
  frame: Frame;
  title: string;
  /** The page's whole address. */
  address: string;
  /** The picture that goes with it, its whole address. */
  image: string;
}

/** Plain links that load nothing, and the browser's own share sheet and printer where there is script. */
export function Share({ frame, title, address, image }: ShareProps) {
  const words = articleWords(frame.language);
  const [url, text, media] = [address, title, image].map(encodeURIComponent);
  const links = [
    [words.byMail, `mailto:?subject=${text}&body=${url}`],
    [words.byText, `sms:?&body=${text}%20${url}`],
    ['WhatsApp', `https://wa.me/?text=${text}%20${url}`],
    ['Facebook', `https://www.facebook.com/sharer/sharer.php?u=${url}`],
    ['X', `https://x.com/intent/post?text=${text}&url=${url}`],
    [
      'Pinterest',
      `https://www.pinterest.com/pin/create/button/?url=${url}&media=${media}&description=${text}`,
    ],
  ] as const;
  return (
    <section className="share" aria-labelledby="share">
      <h2 id="share">{words.share}</h2>
      <p className="links">
        {links.map(([name, href]) => (
          <a key={name} href={href} rel="noreferrer noopener nofollow">
            {name}
          </a>
        ))}
        <button type="button" className="quiet" data-share={address} hidden>
          {words.shareSheet}
        </button>
        <button type="button" className="quiet" data-print hidden>
          {words.print}
        </button>
      </p>
      <p className="fine">{words.shareHint}</p>
    </section>
  );
}
