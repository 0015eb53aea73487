import { type DynamicModule, Module } from '@nestjs/common';
import { CallSlots } from './call-slots/call-slots.js';
import { GetStartedController, GetStartedOptions } from './get-started/get-started.controller.js';
import { HelpRequests } from './help-requests.js';
import { AssetsController, AssetShelf } from './http/assets.controller.js';
import { PageFrames } from './pages/page-frames.js';
import { PagesController } from './pages/pages.controller.js';
import { Receipts } from './receipts/receipts.js';
import { ReceiptsController } from './receipts/receipts.controller.js';
import { UnsubscribeController } from './unsubscribe/unsubscribe.controller.js';
import { Unsubscribes } from './unsubscribe/unsubscribes.js';

/** What the controllers are given; made in `createSite`. */
export interface SiteProviders {
  frames: PageFrames;
  requests: HelpRequests;
  receipts: Receipts;
  getStarted: GetStartedOptions;
  shelf: AssetShelf;
  unsubscribes: Unsubscribes;
  slots: CallSlots;
}

/** The public pages. Webhooks and the JSON way are plain Fastify, beside this module. */
@Module({})
export class SiteModule {
  static with(made: SiteProviders): DynamicModule {
    return {
      module: SiteModule,
      controllers: [
        PagesController,
        GetStartedController,
        ReceiptsController,
        UnsubscribeController,
        AssetsController,
      ],
      providers: [
        { provide: PageFrames, useValue: made.frames },
        { provide: HelpRequests, useValue: made.requests },
        { provide: Receipts, useValue: made.receipts },
        { provide: GetStartedOptions, useValue: made.getStarted },
        { provide: Unsubscribes, useValue: made.unsubscribes },
        { provide: AssetShelf, useValue: made.shelf },
        { provide: CallSlots, useValue: made.slots },
      ],
    };
  }
}
