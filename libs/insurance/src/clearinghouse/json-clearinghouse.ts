import { readJsonAnswer } from '../json/read-answer.js';
import { jsonRequest } from '../json/write-request.js';
import type { EligibilityRequest } from '../eligibility/request.js';
import {
  type AskOutcome,
  type ClearinghouseAccount,
  ClearinghousePort,
} from './clearinghouse-port.js';
import { postQuestion } from './post.js';

/** A clearinghouse that speaks the JSON of Change Healthcare's eligibility v3 (Optum, Stedi). */
export class JsonClearinghouse extends ClearinghousePort {
  override readonly provider = 'json';
  override readonly configured = true;

  constructor(private readonly account: ClearinghouseAccount) {
    super();
  }

  override get asker() {
    return { npi: this.account.npi, name: this.account.name };
  }

  override async ask(request: EligibilityRequest): Promise<AskOutcome> {
    const posted = await postQuestion(this.account, '', jsonRequest(request), request.trace);
    if ('result' in posted) return posted;
    try {
      const answer = readJsonAnswer(JSON.parse(posted.text));
      return { result: 'answered', answer, raw: posted.text };
    } catch {
      // Neither JSON nor of its shape: the payer was asked, and we cannot say what it answered.
      return { result: 'unknown', code: 'answer_unreadable', again: false };
    }
  }
}
