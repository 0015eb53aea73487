// Loaded into a process before anything else (node --import): its clock can be set to another time while it runs, as a person or
// a wrong time server does. Jumps by the milliseconds in the file CLOCK_JUMP at each SIGUSR2; counting seconds goes on as before.
import { readFileSync } from 'node:fs';

const Real = Date;
let ahead = 0;

globalThis.Date = class extends Real {
  constructor(...given) {
    if (given.length === 0) super(Real.now() + ahead);
    else super(...given);
  }

  static now() {
    return Real.now() + ahead;
  }
};

process.on('SIGUSR2', () => {
  ahead = Number(readFileSync(process.env.CLOCK_JUMP ?? '', 'utf8'));
});
