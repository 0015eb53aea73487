import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ERROR_STATUS } from '#contract';
import { DomainError } from '#platform';
import { Vault } from '#vault';
import { type Envelope, openEnvelope } from './envelope.js';
import { InquiryEntity } from './inquiry.entity.js';

/** An inquiry with its payload open. Never leaves the process that opened it. */
export interface OpenInquiry {
  inquiry: InquiryEntity;
  envelope: Envelope;
}

/** Reads single inquiries; only desk and worker hold the ring that opens them. */
@Injectable()
export class InquiryService {
  constructor(private readonly vault: Vault) {}

  /** Throws DomainError `inquiry.not_found`. */
  async get(manager: EntityManager, id: string): Promise<InquiryEntity> {
    const inquiry = await manager.findOneBy(InquiryEntity, { id });
    if (inquiry) return inquiry;
    throw new DomainError('inquiry.not_found', {
      status: ERROR_STATUS['inquiry.not_found'],
      message: 'There is no such inquiry.',
    });
  }

  /** Those of several that have no outcome yet, and whose sealed payload is no larger than said; in no order. */
  undecided(
    manager: EntityManager,
    ids: readonly string[],
    bytes: number,
  ): Promise<InquiryEntity[]> {
    return manager
      .createQueryBuilder(InquiryEntity, 'inquiry')
      .where('inquiry.id = ANY(CAST(:ids AS uuid[]))', { ids })
      .andWhere('octet_length(inquiry.sealed) <= :bytes', { bytes })
      .andWhere('NOT EXISTS (SELECT 1 FROM lead_inquiry li WHERE li.inquiry_id = inquiry.id)')
      .getMany();
  }

  /** Opens the payload of an inquiry that was read. Throws like `open`. */
  openRead(inquiry: InquiryEntity): OpenInquiry {
    return { inquiry, envelope: openEnvelope(this.vault, inquiry.sealed) };
  }

  /**
   * Opens an inquiry's payload. Throws `inquiry.not_found`, the vault's error when it does not open,
   * and a SyntaxError or ZodError when what is inside is no envelope.
   */
  async open(manager: EntityManager, id: string): Promise<OpenInquiry> {
    return this.openRead(await this.get(manager, id));
  }
}
