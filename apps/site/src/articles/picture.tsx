/** Widths a picture is kept in, pixels; one that is smaller answers with the largest it has. */
const WIDTHS = [480, 800, 1360] as const;

/** A picture of ours: the browser chooses the width; nothing jumps when it comes. */
export function Picture({ id, alt }: { id: string; alt: string }) {
  const of = (width: number) => `/pictures/${id}?w=${width}`;
  return (
    <img
      src={of(800)}
      srcSet={WIDTHS.map((width) => `${of(width)} ${width}w`).join(', ')}
      sizes="(max-width: 46rem) 92vw, 44rem"
      alt={alt}
      loading="lazy"
      decoding="async"
    />
  );
}
