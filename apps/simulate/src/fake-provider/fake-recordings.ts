import type { ServerResponse } from 'node:http';
import { madeUpAudio } from '#calls';

/**
 * What goes wrong with the next recording that is asked for. `missing`: it is not there yet (404). `encrypted`:
 * the account encrypts its recordings, so there is no MP3 (error 16109). `broken`: 500. `silent`: no answer. `cut`: the connection breaks in the
 * middle. `no_audio`: something else comes with 200.
 */
export type RecordingFault = 'missing' | 'encrypted' | 'broken' | 'silent' | 'cut' | 'no_audio';

const LENGTH_SECONDS = 14;

/** Recordings as Twilio's API of 2010-04-01 gives them; what is heard is made up. */
export class FakeRecordings {
  /** Used up one by one, each by one request. */
  readonly faults: RecordingFault[] = [];
  asked = 0;

  /** Answers when the path is a recording's; gives whether it was. */
  answer(path: string, response: ServerResponse): boolean {
    if (!/\/Recordings\/RE\w+\.mp3$/.test(path)) return false;
    this.asked += 1;
    this.#send(response, this.faults.shift());
    return true;
  }

  #send(response: ServerResponse, fault: RecordingFault | undefined): void {
    const audio = madeUpAudio(LENGTH_SECONDS);
    switch (fault) {
      case 'silent':
        return;
      case 'missing':
        return refuse(response, 404, 20404, 'The requested resource was not found');
      case 'encrypted':
        return refuse(response, 400, 16109, 'Cannot fetch .mp3 encrypted recording');
      case 'broken':
        return refuse(response, 500, 20500, 'Internal Server Error');
      case 'no_audio':
        return void response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<html>Hello</html>');
      case 'cut':
        response.writeHead(200, { 'content-type': 'audio/x-wav', 'content-length': audio.length });
        response.write(audio.subarray(0, 4096), () => response.destroy());
        return;
      case undefined:
        response.writeHead(200, { 'content-type': 'audio/x-wav', 'content-length': audio.length });
        response.end(audio);
    }
  }
}

function refuse(response: ServerResponse, status: number, code: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ code, message, status }));
}
