import { memoryStore, type Store } from 'react-admin';
import { savePreference } from '../api/actions';

/** What a person may keep from one visit to the next. Everything else is forgotten with the page. */
const KEPT = /^(theme|alerts|reports\.view|[a-z-]+\.columns)$/;

const memory = memoryStore();
let loaded = false;

/**
 * The dashboard's memory: nothing in the browser's storage. Preferences (theme, alerts, columns, the days and slices of
 * reports) are kept on
 * the server, list state only as long as the page lives.
 */
export const store: Store = {
  ...memory,
  setItem(key, value) {
    memory.setItem(key, value);
    // A preference that cannot be kept is not worth interrupting anybody: it still holds for this visit.
    if (loaded && KEPT.test(key)) void savePreference(key, value).catch(() => undefined);
  },
};

/** Takes over the preferences the server keeps for this person. */
export function loadPreferences(preferences: Record<string, unknown>): void {
  if (loaded) return;
  for (const [key, value] of Object.entries(preferences)) {
    if (KEPT.test(key)) memory.setItem(key, value);
  }
  loaded = true;
}

/** After signing out the next person starts clean. */
export function forgetPreferences(): void {
  loaded = false;
  memory.reset();
}
