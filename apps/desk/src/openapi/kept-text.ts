import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { FastifyReply } from 'fastify';

/** A long text that takes its time to make and is the same for everybody: made when first asked for, kept compressed. */
export class KeptText {
  #small: Promise<Buffer> | undefined;

  constructor(
    private readonly type: string,
    private readonly make: () => Promise<string>,
  ) {}

  /** @param accepted what the asker says of encodings: who takes no gzip gets the text as it is */
  async send(accepted: string | undefined, reply: FastifyReply): Promise<void> {
    const small = await this.#kept();
    const packed = /\bgzip\b/.test(accepted ?? '');
    const body = packed ? small : await promisify(gunzip)(small);
    if (packed) void reply.header('content-encoding', 'gzip');
    void reply.header('vary', 'accept-encoding').type(this.type).send(body);
  }

  /** Those who ask at the same time wait for the same making; one that failed is made again. */
  #kept(): Promise<Buffer> {
    this.#small ??= this.make()
      .then((text) => promisify(gzip)(text))
      .catch((error: unknown) => {
        this.#small = undefined;
        throw error;
      });
    return this.#small;
  }
}
