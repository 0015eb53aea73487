/** Injection tokens of things that are no classes. */
export const CLOCK = Symbol('clock');
export const DESK_URL = Symbol('desk url');
/** The public site's address, for links that are handed out. */
export const PUBLIC_URL = Symbol('public url');
export const DEMO = Symbol('demo');
/** Whether a password is on the installation's list of breached ones; undefined: there is no list. */
export const IS_BREACHED = Symbol('is breached');
/** What the organisation's own sign-in is called; null: there is none. */
export const SSO_NAME = Symbol('sso name');
