import { z } from 'zod';
import { read271 } from '../x12/read-271.js';
import { write270 } from '../x12/write-270.js';
import type { EligibilityRequest } from '../eligibility/request.js';
import {
  type AskOutcome,
  type ClearinghouseAccount,
  ClearinghousePort,
} from './clearinghouse-port.js';
import { postQuestion } from './post.js';

const Wrapped = z.object({ x12: z.string() });

/**
 * A clearinghouse that passes X12 on as it is: a 270 in (`{"x12": …}` at `/raw-x12`), a 271 out, by itself
 * (application/edi-x12) or as the `x12` of a JSON answer.
 */
export class X12Clearinghouse extends ClearinghousePort {
  override readonly provider = 'x12';
  override readonly configured = true;

  constructor(
    private readonly account: ClearinghouseAccount & {
      sender: string;
      receiver: string;
      usage: 'P' | 'T';
    },
  ) {
    super();
  }

  override get asker() {
    return { npi: this.account.npi, name: this.account.name };
  }

  override async ask(request: EligibilityRequest, now: Date): Promise<AskOutcome> {
    const x12 = write270(request, this.account, now);
    const posted = await postQuestion(this.account, '/raw-x12', { x12 }, request.trace);
    if ('result' in posted) return posted;
    try {
      const text = posted.type.includes('json')
        ? Wrapped.parse(JSON.parse(posted.text)).x12
        : posted.text;
      return { result: 'answered', answer: read271(text), raw: text };
    } catch {
      // No whole 271: the payer was asked, and we cannot say what it answered.
      return { result: 'unknown', code: 'answer_unreadable', again: false };
    }
  }
}
