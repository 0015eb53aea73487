import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react';
import type { LeadRow, Stage } from '#contract';

/** A card in the air: which, where it is held, and over which column. */
export interface Drag {
  lead: LeadRow;
  x: number;
  y: number;
  /** Where the card was taken hold of, from its upper left corner. */
  grip: { x: number; y: number; width: number };
  over: Stage | null;
}

/** A press becomes a drag only after this many pixels, so that a click stays a click. */
const THRESHOLD = 6;
/** So close to the edge of the board, it scrolls along; pixels. */
const EDGE = 56;
const STEP = 14;

const COLUMN = '[data-stage]';
const INERT = 'a,button,input';

/**
 * Moves cards with a mouse, a pen or a finger. A finger drags by the handle only, so that the board
 * can still be scrolled. Escape lets go without moving.
 */
export function useDrag(onDrop: (lead: LeadRow, stage: Stage) => void) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const drop = useRef(onDrop);
  drop.current = onDrop;
  const end = useRef<() => void>(() => undefined);
  useEffect(() => () => end.current(), []);

  const begin = (event: ReactPointerEvent<HTMLElement>, lead: LeadRow) => {
    const target = event.target as HTMLElement;
    const byHandle = target.closest('[data-handle]') !== null;
    if (event.button !== 0 || (event.pointerType === 'touch' && !byHandle)) return;
    if (!byHandle && target.closest(INERT)) return;
    const box = event.currentTarget.getBoundingClientRect();
    const start = { x: event.clientX, y: event.clientY };
    const grip = { x: start.x - box.left, y: start.y - box.top, width: box.width };
    const scroller = event.currentTarget.closest<HTMLElement>('[data-board]');
    let current: Drag | null = null;

    const move = (moved: PointerEvent) => {
      const { clientX: x, clientY: y } = moved;
      if (!current && Math.hypot(x - start.x, y - start.y) < THRESHOLD) return;
      moved.preventDefault();
      const column = document.elementFromPoint(x, y)?.closest<HTMLElement>(COLUMN);
      current = { lead, x, y, grip, over: (column?.dataset.stage as Stage | undefined) ?? null };
      setDrag(current);
      if (scroller) {
        const edges = scroller.getBoundingClientRect();
        if (x < edges.left + EDGE) scroller.scrollBy(-STEP, 0);
        else if (x > edges.right - EDGE) scroller.scrollBy(STEP, 0);
      }
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
      if (done.over && done.over !== lead.stage) drop.current(lead, done.over);
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
