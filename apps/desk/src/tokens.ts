/** Injection tokens of things that are no classes. */
export const CLOCK = Symbol('clock');
export const DESK_URL = Symbol('desk url');
/** The public site's address, for links that are handed out. */
export const PUBLIC_URL = Symbol('public url');
export const DEMO = Symbol('demo');
