import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { type Actor, AuditService, staffIdOf } from '#audit';
import {
  ERROR_STATUS,
  type WebhookEdit,
  type WebhookInput,
  type WebhookSecret,
  type WebhookView,
} from '#contract';
import { DomainError, newId, versionConflict } from '#platform';
import { enqueueJob } from '#queue';
import { Vault } from '#vault';
import { SEND_WEBHOOK } from './jobs.js';
import type { SigningSecret } from './signature.js';
import { WebhookDeliveryEntity, WebhookEndpointEntity } from './webhook.entities.js';

const DAY_MS = 86_400_000;
const Secrets = z.array(z.object({ secret: z.string(), until: z.string().nullable() }));

function webhookError(
  code: 'webhook.not_found' | 'webhook_delivery.not_found' | 'webhook_delivery.not_failed',
  message: string,
): DomainError {
  return new DomainError(code, { status: ERROR_STATUS[code], message });
}

/** Endpoints outside and what they are told (R22). Writes belong into the caller's transaction. */
@Injectable()
export class WebhookService {
  constructor(
    private readonly vault: Vault,
    private readonly audit: AuditService,
  ) {}

  /** Adds an endpoint; its secret is given this once. */
  async add(
    manager: EntityManager,
    input: WebhookInput,
    actor: Actor,
    now: Date,
  ): Promise<WebhookSecret> {
    const id = newId();
    const secret = newSecret();
    await manager.insert(WebhookEndpointEntity, {
      ...input,
      id,
      active: true,
      secretsEnc: this.#sealed(id, [{ secret, until: null }]),
      createdBy: staffIdOf(actor),
      createdAt: now,
      updatedAt: now,
    });
    await this.#record(manager, 'webhook.added', id, actor, now);
    return { webhook: await this.get(manager, id), secret };
  }

  /** Throws `webhook.not_found`, `record.version_conflict`. */
  async edit(
    manager: EntityManager,
    id: string,
    { version, ...wanted }: WebhookEdit,
    actor: Actor,
    now: Date,
  ): Promise<WebhookView> {
    const endpoint = await this.#locked(manager, id, version, wanted);
    const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
    const change = { ...Object.fromEntries(given), version: version + 1, updatedAt: now };
    await manager.save(Object.assign(endpoint, change));
    await this.#record(manager, 'webhook.changed', id, actor, now);
    return this.get(manager, id);
  }

  /** Gives a new secret; the older one signs beside it for a day, so that the receiver can change over. Throws like `edit`. */
  async renewSecret(
    manager: EntityManager,
    id: string,
    version: number,
    actor: Actor,
    now: Date,
  ): Promise<WebhookSecret> {
    const endpoint = await this.#locked(manager, id, version, {});
    const secret = newSecret();
    const until = new Date(now.getTime() + DAY_MS).toISOString();
    const older = this.secretsOf(endpoint)
      .filter((each) => each.until === null)
      .map((each) => ({ ...each, until }));
    const secretsEnc = this.#sealed(id, [{ secret, until: null }, ...older]);
    await manager.save(
      Object.assign(endpoint, { secretsEnc, version: version + 1, updatedAt: now }),
    );
    await this.#record(manager, 'webhook.secret_renewed', id, actor, now);
    return { webhook: await this.get(manager, id), secret };
  }

  /** All endpoints, in the order of their names. */
  async list(manager: EntityManager): Promise<WebhookView[]> {
    const all = await manager.find(WebhookEndpointEntity, { order: { name: 'ASC', id: 'ASC' } });
    return all.map((each) => this.#view(each));
  }

  /** Throws `webhook.not_found`. */
  async get(manager: EntityManager, id: string): Promise<WebhookView> {
    const endpoint = await manager.findOneBy(WebhookEndpointEntity, { id });
    if (!endpoint) throw webhookError('webhook.not_found', 'There is no such webhook.');
    return this.#view(endpoint);
  }

  /** The secrets that sign for an endpoint, the current one first. */
  secretsOf({ id, secretsEnc }: Pick<WebhookEndpointEntity, 'id' | 'secretsEnc'>): SigningSecret[] {
    return Secrets.parse(this.vault.decryptJson(secretsRef(id), secretsEnc));
  }

  /** Tries a delivery again that was given up. Throws `webhook_delivery.not_found`, `webhook_delivery.not_failed`. */
  async again(manager: EntityManager, id: string, actor: Actor, now: Date): Promise<void> {
    const delivery = await manager.findOne(WebhookDeliveryEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!delivery) throw webhookError('webhook_delivery.not_found', 'There is no such delivery.');
    if (delivery.state !== 'failed') {
      throw webhookError('webhook_delivery.not_failed', 'This delivery was not given up.');
    }
    await manager.update(WebhookDeliveryEntity, { id }, { state: 'waiting' });
    await enqueueJob(manager, SEND_WEBHOOK, { deliveryId: id }, { dueAt: now });
    await this.#record(manager, 'webhook.sent_again', delivery.endpointId, actor, now);
  }

  async #locked(
    manager: EntityManager,
    id: string,
    version: number,
    yours: Record<string, unknown>,
  ): Promise<WebhookEndpointEntity> {
    const endpoint = await manager.findOne(WebhookEndpointEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!endpoint) throw webhookError('webhook.not_found', 'There is no such webhook.');
    if (endpoint.version === version) return endpoint;
    const { name, url, events, active } = endpoint;
    throw versionConflict({ name, url, events, active, version: endpoint.version }, yours);
  }

  #view(endpoint: WebhookEndpointEntity): WebhookView {
    const { id, version, name, url, events, active, createdAt } = endpoint;
    const older = this.secretsOf(endpoint).find(({ until }) => until !== null);
    return {
      id,
      version,
      name,
      url,
      events,
      active,
      olderSecretUntil: older?.until ?? null,
      createdAt: createdAt.toISOString(),
    };
  }

  #sealed(id: string, secrets: SigningSecret[]): string {
    return this.vault.encryptJson(secretsRef(id), secrets);
  }

  async #record(manager: EntityManager, action: string, id: string, actor: Actor, now: Date) {
    await this.audit.record(manager, { actor, action, resource: 'webhook', resourceId: id }, now);
  }
}

const secretsRef = (id: string) => ({ table: 'webhook_endpoint', column: 'secrets_enc', id });
const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;
