import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AuditModule } from '#audit';
import { InquiriesModule } from '#inquiries';
import { type Clock, DatabaseModule, type DeskSettings, type Logger } from '#platform';
import { StaffModule } from '#staff';
import { VaultModule } from '#vault';
import { AuditEventsController } from './audit/audit-events.controller.js';
import { deskEntities } from './desk.entities.js';
import { EventStreams } from './events/event-streams.js';
import { EventsController } from './events/events.controller.js';
import { RouteList } from './http/route-list.js';
import { SessionGuard } from './http/session.guard.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { PayersController } from './payers/payers.controller.js';
import { SessionBook } from './sign-in/session-book.js';
import { SourceDesk } from './sources/source-desk.js';
import { SourcesController } from './sources/sources.controller.js';
import { TrackingNumbersController } from './sources/tracking-numbers.controller.js';
import { InvitationsController } from './staff/invitations.controller.js';
import { MeController } from './staff/me.controller.js';
import { TeamsController } from './staff/teams.controller.js';
import { UsersController } from './staff/users.controller.js';
import { CLOCK, DEMO, DESK_URL } from './tokens.js';

/** What the process gives its module. */
export interface DeskParts {
  settings: Pick<DeskSettings, 'databaseUrl' | 'deskUrl' | 'demo' | 'keys' | 'keysDir'>;
  logger: Logger;
  clock: Clock;
  sessions: SessionBook;
  streams: EventStreams;
  /** Controllers beside the desk's own; tests of the guards add bad ones. */
  more?: Type<unknown>[];
}

const controllers: Type<unknown>[] = [
  AuditEventsController,
  EventsController,
  InvitationsController,
  MeController,
  OpenApiController,
  PayersController,
  SourcesController,
  TeamsController,
  TrackingNumbersController,
  UsersController,
];

const providers: Provider[] = [
  RouteList,
  SourceDesk,
  { provide: APP_GUARD, useClass: SessionGuard },
];

class DeskModule {}

/** Everything of the staff process that Nest puts together. */
export async function deskModule(parts: DeskParts): Promise<DynamicModule> {
  const { settings } = parts;
  return {
    module: DeskModule,
    imports: [
      DiscoveryModule,
      await DatabaseModule.forRoot({
        url: settings.databaseUrl,
        entities: deskEntities,
        name: 'desk',
      }),
      VaultModule.forRoot(
        settings.keys ? { base64: settings.keys } : { directory: settings.keysDir },
      ),
      AuditModule,
      StaffModule,
      InquiriesModule,
    ],
    controllers: [...controllers, ...(parts.more ?? [])],
    providers: [
      ...providers,
      { provide: CLOCK, useValue: parts.clock },
      { provide: DESK_URL, useValue: settings.deskUrl },
      { provide: DEMO, useValue: settings.demo },
      { provide: SessionBook, useValue: parts.sessions },
      { provide: EventStreams, useValue: parts.streams },
    ],
  };
}
