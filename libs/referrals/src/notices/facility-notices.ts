import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, staffIdOf } from '#audit';
import { newId } from '#platform';
import { enqueueJob } from '#queue';
import { Vault } from '#vault';
import {
  FacilityNoticeEntity,
  type NoticeChannel,
  type NoticeKind,
} from '../entities/facility-notice.entity.js';
import { SEND_FACILITY_NOTICE } from '../jobs.js';
import { seals } from '../seals.js';

/** Something to tell a facility. */
export interface NewNotice {
  referral: { id: string; leadId: string };
  kind: NoticeKind;
  channel: NoticeChannel;
  address: string;
  /** Of `code`: what is sent, and the link it opens. */
  code?: { text: string; linkId: string };
}

/** Keeps what facilities are told. The row and its job are one transaction; the worker sends. */
@Injectable()
export class FacilityNotices {
  constructor(private readonly vault: Vault) {}

  async queue(manager: EntityManager, notice: NewNotice, actor: Actor, now: Date): Promise<string> {
    const id = newId();
    await manager.insert(FacilityNoticeEntity, {
      id,
      referralId: notice.referral.id,
      kind: notice.kind,
      channel: notice.channel,
      toEnc: this.vault.encrypt(seals.noticeTo(id), notice.address),
      linkId: notice.code?.linkId ?? null,
      codeEnc: this.vault.encryptNullable(seals.noticeCode(id), notice.code?.text),
      createdBy: staffIdOf(actor),
      createdAt: now,
    });
    await enqueueJob(manager, SEND_FACILITY_NOTICE, { noticeId: id }, { dueAt: now });
    const { id: referralId, leadId } = notice.referral;
    announce(manager, { event: 'referral.changed', id: referralId, leadId, created: false });
    return id;
  }
}
