/** Injection tokens of things that are no classes. */
export const CLOCK = Symbol('clock');
export const DESK_URL = Symbol('desk url');
export const DEMO = Symbol('demo');
