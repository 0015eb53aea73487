import { Controller, Get, Inject } from '@nestjs/common';
import { SignInWays } from '#contract';
import { Public } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { SSO_NAME } from '../tokens.js';

/** What the door offers beside a password. */
@Controller('api/sign-in-ways')
export class SignInWaysController {
  constructor(@Inject(SSO_NAME) private readonly ssoName: string | null) {}

  @Get()
  @Public('who is not signed in yet has to know how')
  @Summary('By which ways one signs in here.')
  @Answers(SignInWays)
  ways(): SignInWays {
    return { sso: this.ssoName };
  }
}
