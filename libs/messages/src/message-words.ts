import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { MessageAttachment, MessageMedia } from '#contract';
import { Vault } from '#vault';
import type { MessageEntity } from './message.entity.js';

/** What an e-mail that came in has beside its words. */
export const MailPart = z.object({
  quoted: z.string().nullable(),
  attachments: z.array(MessageAttachment),
  automatic: z.boolean(),
  /** Its Message-ID, which an answer names. */
  wireId: z.string().nullable(),
});
export type MailPart = z.infer<typeof MailPart>;

/** What a message says, readable. */
export interface Words {
  subject: string | null;
  body: string;
  media: MessageMedia[];
  /** Null: it is no e-mail that came in. */
  mail: MailPart | null;
}

/** Encrypts what messages say, and opens it again. */
@Injectable()
export class MessageWords {
  constructor(private readonly vault: Vault) {}

  seal(
    id: string,
    words: Pick<Words, 'subject' | 'body'> & Partial<Pick<Words, 'media' | 'mail'>>,
  ) {
    const media = words.media ?? [];
    const { mail = null } = words;
    return {
      subjectEnc: this.vault.encryptNullable(ref(id, 'subject_enc'), words.subject),
      bodyEnc: this.vault.encrypt(ref(id, 'body_enc'), words.body),
      mediaEnc: media.length > 0 ? this.vault.encryptJson(ref(id, 'media_enc'), media) : null,
      mailEnc: mail === null ? null : this.vault.encryptJson(ref(id, 'mail_enc'), mail),
    };
  }

  open(
    message: Pick<MessageEntity, 'id' | 'subjectEnc' | 'bodyEnc' | 'mediaEnc' | 'mailEnc'>,
  ): Words {
    const { id, mediaEnc, mailEnc } = message;
    return {
      subject: this.vault.decryptNullable(ref(id, 'subject_enc'), message.subjectEnc),
      body: this.vault.decrypt(ref(id, 'body_enc'), message.bodyEnc),
      media:
        mediaEnc === null
          ? []
          : z.array(MessageMedia).parse(this.vault.decryptJson(ref(id, 'media_enc'), mediaEnc)),
      mail:
        mailEnc === null
          ? null
          : MailPart.parse(this.vault.decryptJson(ref(id, 'mail_enc'), mailEnc)),
    };
  }
}

function ref(id: string, column: string) {
  return { table: 'message', column, id };
}
