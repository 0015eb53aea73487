import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { DataSource } from 'typeorm';
import { linkAudit } from '#audit';
import { HelpRequest } from '#contract';
import { inTransaction } from '#platform';
import {
  isPublicAddress,
  postOutside,
  signedHeaders,
  WebhookSender,
  WebhookService,
} from '#webhooks';
import { type DeskClient, deskClient } from '../desk/desk-client.js';
import { type DeskUnderTest, deskUnderTest, signIn } from '../desk/desk-under-test.js';
import { TestWorker } from '../worker.js';

describe('R22 outgoing webhooks', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const other = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

  test('R22 the library of Standard Webhooks verifies what is signed, with each secret of a rotation', () => {
    const body = '{"type":"lead.opened"}';
    const now = new Date();
    const older = { secret: other, until: new Date(now.getTime() + 1000).toISOString() };
    const headers = signedHeaders({ id: 'msg_1', body }, [{ secret, until: null }, older], now);
    for (const known of [secret, other]) {
      expect(new Webhook(known).verify(body, headers)).toEqual({ type: 'lead.opened' });
    }
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
    const later = new Date(now.getTime() + 2000);
    const after = signedHeaders({ id: 'msg_1', body }, [{ secret, until: null }, older], later);
    expect(() => new Webhook(other).verify(body, after)).toThrow();
  });

  test.each([
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['172.31.255.255', false],
    ['192.168.0.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['255.255.255.255', false],
    ['224.0.0.1', false],
    ['::1', false],
    ['::', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:8.8.8.8', false],
    ['64:ff9b::7f00:1', false],
    ['fc00::1', false],
    ['fe80::1', false],
    ['2002:7f00:1::', false],
    ['2001:db8::1', false],
    ['no address', false],
    ['8.8.8.8', true],
    ['172.32.0.1', true],
    ['2606:4700::1111', true],
  ])('R22 %s is an address of the open Internet: %s', (address, open) => {
    expect(isPublicAddress(address)).toBe(open);
  });

  test.each([
    ['http://example.org/', 'not_https'],
    ['https://user:word@example.org/', 'bad_address'],
    ['file:///etc/passwd', 'not_https'],
    ['https://127.0.0.1/', 'private_address'],
    ['https://[::1]/', 'private_address'],
    ['https://2130706433/', 'private_address'],
    ['https://0x7f.1/', 'private_address'],
    ['https://localhost/', 'private_address'],
    ['nonsense', 'bad_address'],
  ])('R22 %s is never called: %s', async (url, because) => {
    expect(await postOutside(url, {}, '{}')).toEqual({ kind: 'refused', because });
  });

  test('R22 a name with one private address among public ones is refused', async () => {
    const lookup = async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
    const refused = { kind: 'refused', because: 'private_address' };
    expect(await postOutside('https://both.example/', {}, '{}', { lookup })).toEqual(refused);
  });

  describe('from what happens to who is told', () => {
    let t: DeskUnderTest;
    let worker: TestWorker;
    let admin: DeskClient;
    let source: DataSource;
    let server: Server;
    const got: { headers: IncomingMessage['headers']; body: string }[] = [];
    let answer = 200;
    beforeAll(async () => {
      t = await deskUnderTest();
      worker = await TestWorker.open(t.db, t.clock, t.ring);
      admin = deskClient(t.url, await signIn(t.url, (await t.hire('admin')).email));
      source = worker.app.get(DataSource);
      server = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk) => {
          body += String(chunk);
        });
        request.on('end', () => {
          got.push({ headers: request.headers, body });
          response.writeHead(answer, { location: 'http://127.0.0.1:1/' }).end('thanks');
        });
      });
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
      });
    }, 60_000);
    test('R22 a name is looked up once, and called at the address that was looked at: answering otherwise later changes nothing', async () => {
      const { port } = server.address() as AddressInfo;
      const answers = ['127.0.0.1', '10.0.0.1', '169.254.169.254'];
      let asked = 0;
      const lookup = async () => {
        asked += 1;
        return [{ address: answers[asked - 1] ?? '', family: 4 }];
      };
      const isAllowed = (address: string) => address === '127.0.0.1';
      const options = { lookup, isAllowed, httpToo: true };
      const url = `http://rebinds.example:${port}/`;
      const began = got.length;
      expect(await postOutside(url, {}, '{}', options)).toEqual({ kind: 'answered', status: 200 });
      expect([asked, got.length]).toEqual([1, began + 1]);
      expect(got.at(-1)?.headers.host).toBe(`rebinds.example:${port}`);
      got.pop();
      expect(await postOutside(url, {}, '{}', options)).toMatchObject({ kind: 'refused' });
    });

    afterAll(async () => {
      server?.close();
      await worker?.close();
      await t?.close();
    });

    test('R22 a lead is opened: told once, signed, by ids alone; a failure is tried again, then given up and shown', async () => {
      const { port } = server.address() as AddressInfo;
      let looked = 0;
      // The name answers with the test's own server first, and with another address ever after.
      const lookup = async () => {
        looked += 1;
        return [{ address: looked === 1 ? '127.0.0.1' : '127.0.0.9', family: 4 }];
      };
      const webhooks = worker.app.get(WebhookService, { strict: false });
      const sender = new WebhookSender(source, webhooks, {
        lookup,
        isAllowed: (address) => address === '127.0.0.1',
        httpToo: true,
      });
      expect(
        (await admin.post('/api/webhooks', { name: 'x', url: 'http://a.example', events: [] }))
          .status,
      ).toBe(400);
      const made = await admin.post('/api/webhooks', {
        name: 'Warehouse',
        url: 'https://hooks.example/in',
        events: ['lead.opened'],
      });
      expect(made.status).toBe(201);
      const { webhook, secret: given } = made.body;
      expect(JSON.stringify((await admin.get('/api/webhooks')).body)).not.toContain(given);
      await t.owner.query('UPDATE webhook_endpoint SET url = $1', [
        `http://hooks.example:${port}/in`,
      ]);

      const came = await worker.request(
        HelpRequest.parse({
          name: 'Wanda Webhook',
          phone: '+13055550177',
          message: 'A call, please',
        }),
      );
      await worker.takeIn(came);
      const gather = async () => {
        await inTransaction(source, (manager) => linkAudit(manager));
        await sender.gather(t.clock.now(), new AbortController().signal);
        return (await admin.list('webhook-deliveries')).body;
      };
      const [delivery] = await gather();
      expect(await gather()).toHaveLength(1);
      expect(delivery).toMatchObject({ event: 'lead.opened', state: 'waiting' });

      await sender.send(delivery.id, false, t.clock.now());
      expect(got).toHaveLength(1);
      const [{ headers, body } = { headers: {}, body: '' }] = got;
      const verified = new Webhook(given).verify(body, headers as Record<string, string>);
      expect(verified).toMatchObject({ type: 'lead.opened' });
      expect(body).not.toMatch(/Wanda|305|please/);
      expect((await admin.list('webhook-deliveries')).body[0]).toMatchObject({
        state: 'delivered',
        answer: '200',
        attempts: 1,
      });
      // Delivered is delivered: the job may come twice.
      await sender.send(delivery.id, false, t.clock.now());
      expect(got).toHaveLength(1);

      // A name that answers differently later (rebinding) is looked at again, and refused for good.
      await t.owner.query("UPDATE webhook_delivery SET state = 'waiting'");
      await sender.send(delivery.id, false, t.clock.now());
      expect(got).toHaveLength(1);
      expect((await admin.list('webhook-deliveries')).body[0]).toMatchObject({
        state: 'failed',
        answer: 'private_address',
      });

      // A redirect is no delivery, and is not followed.
      looked = 0;
      answer = 302;
      expect((await admin.post(`/api/webhook-deliveries/${delivery.id}/retry`, {})).status).toBe(
        200,
      );
      const failing = sender.send(delivery.id, false, t.clock.now());
      await expect(failing).rejects.toMatchObject({ code: 'webhook.302' });
      looked = 0;
      await sender.send(delivery.id, true, t.clock.now());
      expect((await admin.list('webhook-deliveries')).body[0]).toMatchObject({ state: 'failed' });

      const renewed = await admin.post(`/api/webhooks/${webhook.id}/secret`, { version: 1 });
      expect(renewed.body.secret).not.toBe(given);
      expect(renewed.body.webhook.olderSecretUntil).not.toBeNull();
      expect((await admin.post(`/api/webhooks/${webhook.id}/secret`, { version: 1 })).status).toBe(
        409,
      );
    });
  });
});
