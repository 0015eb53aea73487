const HERE_MS = 60_000;
let lastTouch = Date.now();

for (const kind of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const) {
  window.addEventListener(
    kind,
    () => {
      lastTouch = Date.now();
    },
    { passive: true, capture: true },
  );
}

/**
 * Whether somebody used this page within the last minute. What the page fetches by itself while
 * nobody is here must not keep an idle session alive.
 */
export const isSomebodyHere = (): boolean => Date.now() - lastTouch < HERE_MS;

/** Somebody who speaks on the phone is here, whatever they touch. */
export function stillHere(): void {
  lastTouch = Date.now();
}
