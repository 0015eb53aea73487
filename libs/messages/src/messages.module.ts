import { Module } from '@nestjs/common';
import { LeadsModule } from '#leads';
import { ChannelQueries } from './channels.queries.js';
import { MessageQueries } from './message.queries.js';
import { MessageService } from './message.service.js';
import { MessageSteps } from './message-steps.js';
import { MessageWords } from './message-words.js';
import { ConfirmedSenders } from './confirmed-senders.js';
import { ContactFactsQueries } from './sending/contact-facts.js';
import { SendOutcomes } from './sending/send-outcome.js';
import { SendStart } from './sending/send-start.js';
import { UnprocessedInbounds } from './sending/unprocessed-inbound.js';
import { TemplateService } from './templates/template.service.js';
import { TemplateValuesQueries } from './templates/template-values.js';

const services = [
  ChannelQueries,
  ConfirmedSenders,
  ContactFactsQueries,
  MessageQueries,
  MessageService,
  MessageSteps,
  MessageWords,
  SendOutcomes,
  SendStart,
  TemplateService,
  TemplateValuesQueries,
  UnprocessedInbounds,
];

/** SMS and e-mail, out and in, for processes that hold the vault. The providers themselves are the worker's. */
@Module({ imports: [LeadsModule], providers: services, exports: [...services, LeadsModule] })
export class MessagesModule {}
