const OWN = 'input,textarea,select,[role="dialog"],[role="menu"],[role="listbox"]';

/** Whether keys belong to what has the focus: somebody types there, or walks through an open list. */
export const hasOwnKeys = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest(OWN) !== null);
