import { type DynamicModule, Module } from '@nestjs/common';
import { ArticlesController } from './articles/articles.controller.js';
import { FeedsController } from './articles/feeds.controller.js';
import { Pictures } from './articles/pictures.js';
import { ContentShelf } from './articles/public-content.js';
import { ShareImages } from './articles/share-images.js';
import { BedReports } from './beds/bed-reports.js';
import { BedsController } from './beds/beds.controller.js';
import { CallSlots } from './call-slots/call-slots.js';
import { ConsentsController } from './consents/consents.controller.js';
import { GetStartedController, GetStartedOptions } from './get-started/get-started.controller.js';
import { HelpRequests } from './help-requests.js';
import { AssetsController, AssetShelf } from './http/assets.controller.js';
import { DirectoryReports } from './finder/directory-reports.js';
import { FinderController } from './finder/finder.controller.js';
import { PublicDirectory } from './finder/public-directory.js';
import { LookStyles } from './http/look-styles.js';
import { PublicPages } from './http/public-pages.js';
import { ReadyAnswers } from './http/ready-answers.js';
import { InsuranceController, InsuranceOptions } from './insurance/insurance.controller.js';
import { LinkAnswers } from './links/link-answers.js';
import { SealedPages } from './links/sealed-pages.js';
import { PageFrames } from './pages/page-frames.js';
import { PagesController } from './pages/pages.controller.js';
import { Receipts } from './receipts/receipts.js';
import { ReceiptsController } from './receipts/receipts.controller.js';
import { SafetyController } from './safety/safety.controller.js';
import { ReferralsController } from './referrals/referrals.controller.js';
import { SitemapsController } from './sitemaps/sitemaps.controller.js';
import { StatusController } from './status/status.controller.js';
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
  sealedPages: SealedPages;
  linkAnswers: LinkAnswers;
  beds: BedReports;
  directory: PublicDirectory;
  reports: DirectoryReports;
  insurance: InsuranceOptions;
  content: ContentShelf;
  looks: LookStyles;
  pictures: Pictures;
  ready: ReadyAnswers;
}

/** The public pages. Webhooks and the JSON way are plain Fastify, beside this module. */
@Module({})
export class SiteModule {
  static with(made: SiteProviders): DynamicModule {
    return {
      module: SiteModule,
      controllers: [
        ArticlesController,
        FeedsController,
        SitemapsController,
        PagesController,
        GetStartedController,
        ReceiptsController,
        StatusController,
        UnsubscribeController,
        ReferralsController,
        ConsentsController,
        BedsController,
        FinderController,
        InsuranceController,
        SafetyController,
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
        { provide: SealedPages, useValue: made.sealedPages },
        { provide: LinkAnswers, useValue: made.linkAnswers },
        { provide: BedReports, useValue: made.beds },
        { provide: PublicDirectory, useValue: made.directory },
        { provide: DirectoryReports, useValue: made.reports },
        { provide: InsuranceOptions, useValue: made.insurance },
        { provide: ContentShelf, useValue: made.content },
        { provide: LookStyles, useValue: made.looks },
        { provide: Pictures, useValue: made.pictures },
        { provide: ReadyAnswers, useValue: made.ready },
        PublicPages,
        ShareImages,
      ],
    };
  }
}
