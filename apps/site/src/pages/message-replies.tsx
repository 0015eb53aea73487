import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendPage } from '../http/page-reply.js';
import type { Frame } from './frame.js';
import { MessagePage } from './message-page.js';

/** Says that nothing lies behind a link. What was typed into an address is not repeated in the page. */
export function sendUnknownLink(request: FastifyRequest, reply: FastifyReply, frame: Frame): void {
  const page = <MessagePage frame={{ ...frame, path: '/' }} kind="unknownReceipt" />;
  sendPage(request, reply, page, { status: 404 });
}

/** Says that nobody can tell just now, because the database is away. */
export function sendAway(request: FastifyRequest, reply: FastifyReply, frame: Frame): void {
  void reply.header('retry-after', '30');
  sendPage(request, reply, <MessagePage frame={frame} kind="away" />, { status: 503 });
}
