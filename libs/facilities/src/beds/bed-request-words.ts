/** Days that the link of such an e-mail works. */
export const BED_REQUEST_DAYS = 14;

/**
 * What an e-mail says that asks for open beds. Neither subject nor first line says what the facility does (rule R21): the
 * screen it lights up on may be at a front desk.
 */
export function bedRequestWords(
  organisation: string,
  url: string,
): { subject: string; body: string; why: string } {
  return {
    subject: `How many places are open today? (${organisation})`,
    body: [
      'Hello,',
      'what we last heard from you is more than three days old. Could you tell us how many places are open today? It takes a minute and needs no login:',
      url,
      `The link works for ${BED_REQUEST_DAYS} days. It is for your house alone; please do not pass it on.`,
      'Thank you!',
    ].join('\n\n'),
    why: `You get this e-mail because ${organisation} has your house in its directory and you reported places before.`,
  };
}
