import type { StatusAnswer } from '#contract';

/** What somebody asked for from their page, for the timeline; `message`: in their own words. */
export function saidInAnswer(answer: StatusAnswer): { summary: string; message?: string } {
  switch (answer.act) {
    case 'time':
      return {
        summary: answer.at
          ? 'They chose another time to be called.'
          : 'They said when it is good to call.',
        ...(answer.words ? { message: answer.words } : {}),
      };
    case 'number':
      return { summary: 'They gave another number; the one before is not to be used.' };
    case 'card':
      return { summary: 'They added photos of an insurance card.' };
    case 'stop':
      return { summary: 'They asked us to stop contacting them.' };
    case 'withdraw':
      return {
        summary: 'They withdrew their request.',
        ...(answer.words ? { message: answer.words } : {}),
      };
    case 'erase':
      return { summary: 'They asked us to erase what we hold about them.' };
  }
}
