import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';

/**
 * Puts the focus into the page that one has come to when what was focused is gone with the last one, so that
 * Tab, and a screen reader, go on from there. What a page focuses by itself stays focused.
 */
export function usePageFocus(id: string): void {
  const { pathname } = useLocation();
  useEffect(() => {
    const focused = document.activeElement;
    if (focused !== null && focused !== document.body) return;
    document.getElementById(id)?.focus({ preventScroll: true });
  }, [pathname, id]);
}
