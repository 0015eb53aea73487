import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConsentPage } from '#contract';
import { sealToCapability, Vault } from '#vault';
import { ConsentRequestEntity } from '../entities/consent.entity.js';
import { seals } from '../seals.js';

interface SignedRow {
  id: string;
  decision: 'given' | 'revoked';
  name_enc: string | null;
  at: Date;
}

/** Writes what the page shows at which a patient signs, sealed to the token that only they hold. */
@Injectable()
export class ConsentPages {
  constructor(private readonly vault: Vault) {}

  /** Nothing while no link was given. */
  async write(manager: EntityManager, requestId: string, now: Date): Promise<void> {
    const request = await manager.findOneByOrFail(ConsentRequestEntity, { id: requestId });
    if (request.publicKey === null) return;
    const rows = await manager.query<SignedRow[]>(
      'SELECT id, decision, name_enc, at FROM consent_signature WHERE request_id = $1',
      [requestId],
    );
    const given = rows.find(({ decision }) => decision === 'given');
    const revoked = rows.find(({ decision }) => decision === 'revoked');
    const state = stateOf({ given, revoked, refusedAt: request.refusedAt });
    const decidedAt = revoked?.at ?? given?.at ?? request.refusedAt;
    const page = ConsentPage.parse({
      state,
      language: request.language,
      wording: this.vault.decrypt(seals.wording(requestId), request.wordingEnc),
      wordingHash: request.wordingHash.toString('hex'),
      statement: request.statement,
      signedName: given
        ? this.vault.decryptNullable(seals.signedName(given.id), given.name_enc)
        : null,
      decidedAt: decidedAt?.toISOString() ?? null,
      expiresAt: request.expiresAt.toISOString(),
      updatedAt: now.toISOString(),
    } satisfies ConsentPage);
    const sealed = sealToCapability(request.publicKey, Buffer.from(JSON.stringify(page)));
    // Who has signed may read it, and take it back, as long as it stands.
    const linkExpiresAt = given ? request.expiresAt : request.linkExpiresAt;
    await manager.update(
      ConsentRequestEntity,
      { id: requestId },
      { sealed, sealedAt: now, linkExpiresAt },
    );
  }
}

function stateOf(found: {
  given: unknown;
  revoked: unknown;
  refusedAt: Date | null;
}): ConsentPage['state'] {
  if (found.revoked) return 'withdrawn';
  if (found.given) return 'signed';
  return found.refusedAt ? 'refused' : 'asked';
}
