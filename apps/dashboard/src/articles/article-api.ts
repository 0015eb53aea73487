import { HttpError } from 'react-admin';
import type { z } from 'zod';
import {
  type ArticleCreate,
  type ArticleDetail,
  type ArticleEdit,
  type ContentLanguage,
  type ContentPreview,
  type ContentText,
  MAX_FILE_BYTES,
  type PictureView,
  type PublicationInput,
  type ReviewInput,
} from '#contract';
import { read, send, sendFile } from '../api/http-client';

const at = (id: string, what: string) => `/api/articles/${encodeURIComponent(id)}/${what}`;

/** The verbs of a public page. */
export const articleActions = {
  create: (input: z.input<typeof ArticleCreate> & ArticleCreate) =>
    send<ArticleDetail>('POST', '/api/articles', input),
  edit: (id: string, input: ArticleEdit) =>
    send<ArticleDetail>('PUT', `/api/articles/${encodeURIComponent(id)}`, input),
  publish: (id: string, input: PublicationInput) =>
    send<ArticleDetail>('POST', at(id, 'publication'), input),
  withdraw: (id: string, input: { version: number; language: ContentLanguage }) =>
    send<ArticleDetail>('POST', at(id, 'withdrawal'), input),
  restore: (id: string, input: { version: number; textId: string }) =>
    send<ArticleDetail>('POST', at(id, 'restoration'), input),
  review: (id: string, input: ReviewInput) => send<ArticleDetail>('POST', at(id, 'review'), input),
  history: (id: string, signal?: AbortSignal) => read<ContentText[]>(at(id, 'texts'), signal),
  preview: (language: ContentLanguage, body: string) =>
    send<ContentPreview>('POST', '/api/articles/preview', { language, body }),
};

/** Where a picture is had in a width. */
export const pictureAddress = ({ id, widths }: Pick<PictureView, 'id' | 'widths'>) =>
  `/api/pictures/${encodeURIComponent(id)}/${widths[0] ?? 480}`;

/** Keeps a picture with the words on what it shows. One that is too large is refused before it travels. */
export async function addPicture(file: File, alt: string): Promise<PictureView> {
  if (file.size > MAX_FILE_BYTES) throw new HttpError('A picture may have at most 10 MB.', 413);
  return sendFile<PictureView>(`/api/pictures?alt=${encodeURIComponent(alt)}`, file);
}
