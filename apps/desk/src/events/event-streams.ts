import type { ServerResponse } from 'node:http';
import type { DeskEvent } from '#contract';
import { DomainError } from '#platform';
import type { EventListener } from './event-listener.js';

/** A comment line keeps proxies from closing a quiet stream; milliseconds. */
const HEARTBEAT_MS = 25_000;
/** How often a stream asks whether its session still stands; milliseconds. */
const CHECK_MS = 60_000;
/** Windows one colleague may have open at once. */
const PER_COLLEAGUE = 8;
/** Bytes a reader may be behind before it is cut off; it comes back and reads anew. */
const MAX_BEHIND = 256 * 1024;

/** The open streams of `/api/events`: ids go out, nothing else. */
export class EventStreams {
  private readonly open = new Map<string, Set<ServerResponse>>();

  constructor(
    private readonly listener: EventListener,
    private readonly times = { heartbeat: HEARTBEAT_MS, check: CHECK_MS },
  ) {}

  /**
   * Streams events to a colleague until the connection ends or `stillSignedIn` says no.
   * Throws `request.too_many` when the colleague has too many streams open.
   */
  add(colleagueId: string, response: ServerResponse, stillSignedIn: () => Promise<boolean>): void {
    const mine = this.open.get(colleagueId) ?? new Set();
    if (mine.size >= PER_COLLEAGUE) {
      throw new DomainError('request.too_many', {
        status: 429,
        message: 'Too many windows are open; please close one.',
      });
    }
    this.open.set(colleagueId, mine.add(response));
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Ended streams take their connection along: a kept one would hold the process up when it stops.
      connection: 'close',
      'x-accel-buffering': 'no',
    });
    response.write('retry: 2000\nevent: ready\ndata: {}\n\n');
    const unsubscribe = this.listener.subscribe(
      (event) => {
        if (event.staffId === undefined || event.staffId === colleagueId) {
          this.send(response, event);
        }
      },
      () => response.write('event: gap\ndata: {}\n\n'),
    );
    const heartbeat = setInterval(() => response.write(': still here\n\n'), this.times.heartbeat);
    const check = setInterval(() => {
      void this.endUnless(stillSignedIn, response);
    }, this.times.check);
    response.on('close', () => {
      clearInterval(heartbeat);
      clearInterval(check);
      unsubscribe();
      mine.delete(response);
      if (mine.size === 0) this.open.delete(colleagueId);
    });
  }

  /** Ends every stream, so that the process can stop. */
  close(): void {
    for (const responses of this.open.values()) {
      for (const response of responses) response.end();
    }
  }

  /** Ends the stream of somebody who is signed out, and one of whom that cannot be told. */
  private async endUnless(
    stillSignedIn: () => Promise<boolean>,
    response: ServerResponse,
  ): Promise<void> {
    try {
      if (!(await stillSignedIn())) response.end('event: signed-out\ndata: {}\n\n');
    } catch {
      response.end();
    }
  }

  private send(response: ServerResponse, event: DeskEvent): void {
    if (response.writableLength > MAX_BEHIND) {
      response.destroy();
      return;
    }
    response.write(`event: ${event.event}\ndata: ${JSON.stringify(event)}\n\n`);
  }
}
