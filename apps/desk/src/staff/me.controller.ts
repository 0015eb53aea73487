import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Me, ROLE_PERMISSIONS } from '#contract';
import { type Clock, DomainError } from '#platform';
import { keepPreference, preferencesOf } from '#staff';
import { AnyStaffWithoutSecondFactor } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { SessionBook } from '../sign-in/session-book.js';
import { CLOCK, DEMO } from '../tokens.js';

/** Longest preference, in characters of JSON. */
const MAX_PREFERENCE = 10_000;
/** Whatever JSON holds; there has to be something. */
const Preference = z.object({
  value: z.unknown().refine((value) => value !== undefined, { error: 'Please send a value.' }),
});

@Controller('api/me')
export class MeController {
  constructor(
    private readonly source: DataSource,
    private readonly sessions: SessionBook,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DEMO) private readonly demo: boolean,
  ) {}

  @Get()
  @AnyStaffWithoutSecondFactor('everyone may know who they are')
  @Summary('Who is signed in, and what they may do.')
  @Answers(Me)
  async me(@Who() { colleague }: Visit): Promise<Me> {
    const { id, name, email, role, teamId, onDuty, twoFactor } = colleague;
    return {
      id,
      name,
      email,
      role,
      permissions: [...ROLE_PERMISSIONS[role]],
      teamId,
      onDuty,
      twoFactor,
      secondFactorDue: this.sessions.secondFactorDue(colleague),
      preferences: await preferencesOf(this.source.manager, id),
      demo: this.demo,
    };
  }

  @Put('preferences/:key')
  @AnyStaffWithoutSecondFactor('everyone sets up their own screens')
  @Summary('Keeps one setting of one’s own screens.')
  @Answers(Preference)
  async prefer(
    @Who() { colleague }: Visit,
    @Param('key') key: string,
    @Body(new Valid(Preference)) { value }: z.infer<typeof Preference>,
  ) {
    if (!/^[\w.-]{1,60}$/.test(key) || JSON.stringify(value).length > MAX_PREFERENCE) {
      throw new DomainError('request.invalid', {
        status: 400,
        message: `A preference has a key of letters and at most ${MAX_PREFERENCE} characters.`,
        errors: { value: `Please keep it under ${MAX_PREFERENCE} characters.` },
      });
    }
    await keepPreference(
      this.source.manager,
      { staffId: colleague.id, key, value },
      this.clock.now(),
    );
    return { value };
  }
}
