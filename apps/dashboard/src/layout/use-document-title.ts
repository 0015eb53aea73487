import { useEffect } from 'react';

/** Names the page in the browser's title. Never with a person's name: titles end up in histories. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Bridgeline desk`;
  }, [title]);
}
