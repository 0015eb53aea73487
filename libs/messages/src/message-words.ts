import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { MessageMedia } from '#contract';
import { Vault } from '#vault';
import type { MessageEntity } from './message.entity.js';

/** What a message says, readable. */
export interface Words {
  subject: string | null;
  body: string;
  media: MessageMedia[];
}

/** Encrypts what messages say, and opens it again. */
@Injectable()
export class MessageWords {
  constructor(private readonly vault: Vault) {}

  seal(id: string, words: Pick<Words, 'subject' | 'body'> & Partial<Pick<Words, 'media'>>) {
    const media = words.media ?? [];
    return {
      subjectEnc: this.vault.encryptNullable(ref(id, 'subject_enc'), words.subject),
      bodyEnc: this.vault.encrypt(ref(id, 'body_enc'), words.body),
      mediaEnc: media.length > 0 ? this.vault.encryptJson(ref(id, 'media_enc'), media) : null,
    };
  }

  open(message: Pick<MessageEntity, 'id' | 'subjectEnc' | 'bodyEnc' | 'mediaEnc'>): Words {
    const { id, mediaEnc } = message;
    return {
      subject: this.vault.decryptNullable(ref(id, 'subject_enc'), message.subjectEnc),
      body: this.vault.decrypt(ref(id, 'body_enc'), message.bodyEnc),
      media:
        mediaEnc === null
          ? []
          : z.array(MessageMedia).parse(this.vault.decryptJson(ref(id, 'media_enc'), mediaEnc)),
    };
  }
}

function ref(id: string, column: string) {
  return { table: 'message', column, id };
}
