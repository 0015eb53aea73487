import { existsSync } from 'node:fs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where the browser is. Throws a sentence that says what to do when there is none. */
export function findChromium() {
  const asked = process.env.CHROMIUM;
  const found = asked ? [asked].find(existsSync) : PLACES.find(existsSync);
  if (found) return found;
  throw new Error(
    asked
      ? `CHROMIUM says ${asked}, but there is no such file.`
      : 'The browser suite needs Chromium: install it (Debian: apt-get install chromium), or set CHROMIUM to where it is.',
  );
}
