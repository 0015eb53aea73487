import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react';

/** Something in the air: what, where it is held, and over which place (`data-drop`). */
export interface Drag<T> {
  item: T;
  x: number;
  y: number;
  /** Where it was taken hold of, from its upper left corner. */
  grip: { x: number; y: number; width: number };
  over: string | null;
}

/** Puts a copy of the thing where it is carried. */
export const underPointer = ({ x, y, grip }: Drag<unknown>) =>
  ({
    position: 'fixed',
    zIndex: 'tooltip',
    left: x - grip.x,
    top: y - grip.y,
    width: grip.width,
    pointerEvents: 'none',
    boxShadow: 8,
  }) as const;

/** A press becomes a drag only after this many pixels, so that a click stays a click. */
const THRESHOLD = 6;
/** So close to the edge of `data-scrolls`, or of the window, it scrolls along; pixels. */
const EDGE = 56;
const STEP = 14;

const PLACE = '[data-drop]';
const INERT = 'a,button:not([data-drag]),input';

/**
 * Moves things with a mouse, a pen or a finger. A finger drags by the handle only, so that the page
 * can still be scrolled. Escape lets go without moving.
 */
export function useDrag<T>(onDrop: (item: T, place: string) => void) {
  const [drag, setDrag] = useState<Drag<T> | null>(null);
  const drop = useRef(onDrop);
  drop.current = onDrop;
  const end = useRef<() => void>(() => undefined);
  useEffect(() => () => end.current(), []);

  const begin = (event: ReactPointerEvent<HTMLElement>, item: T) => {
    const target = event.target as HTMLElement;
    const byHandle = target.closest('[data-handle]') !== null;
    if (event.button !== 0 || (event.pointerType === 'touch' && !byHandle)) return;
    if (!byHandle && target.closest(INERT)) return;
    const box = event.currentTarget.getBoundingClientRect();
    const start = { x: event.clientX, y: event.clientY };
    const grip = { x: start.x - box.left, y: start.y - box.top, width: box.width };
    const scroller = event.currentTarget.closest<HTMLElement>('[data-scrolls]');
    let current: Drag<T> | null = null;

    const move = (moved: PointerEvent) => {
      const { clientX: x, clientY: y } = moved;
      if (!current && Math.hypot(x - start.x, y - start.y) < THRESHOLD) return;
      moved.preventDefault();
      const place = document.elementFromPoint(x, y)?.closest<HTMLElement>(PLACE);
      current = { item, x, y, grip, over: place?.dataset.drop ?? null };
      setDrag(current);
      if (scroller) {
        const edges = scroller.getBoundingClientRect();
        if (x < edges.left + EDGE) scroller.scrollBy(-STEP, 0);
        else if (x > edges.right - EDGE) scroller.scrollBy(STEP, 0);
      }
      if (y < EDGE) window.scrollBy(0, -STEP);
      else if (y > window.innerHeight - EDGE) window.scrollBy(0, STEP);
    };
    const finish = () => {
      document.removeEventListener('pointermove', move);
      document.removeEventListener('pointerup', up);
      document.removeEventListener('pointercancel', finish);
      document.removeEventListener('keydown', escape, true);
      end.current = () => undefined;
      setDrag(null);
    };
    const up = () => {
      const done = current;
      finish();
      if (!done) return;
      // The click that follows a drag is not meant for the card.
      document.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => document.removeEventListener('click', swallow, { capture: true }), 0);
      if (done.over) drop.current(item, done.over);
    };
    const escape = (key: KeyboardEvent) => {
      if (key.key !== 'Escape') return;
      key.stopPropagation();
      finish();
    };
    document.addEventListener('pointermove', move, { passive: false });
    document.addEventListener('pointerup', up);
    document.addEventListener('pointercancel', finish);
    document.addEventListener('keydown', escape, true);
    end.current = finish;
  };
  return { drag, begin };
}

function swallow(event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
