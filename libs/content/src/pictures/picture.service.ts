import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type Actor, AuditService, staffIdOf } from '#audit';
import type { PictureView } from '#contract';
import { newId } from '#platform';
import { contentError } from '../content-errors.js';
import type { CleanPicture } from './clean-picture.js';
import { PictureEntity, PictureFileEntity } from './picture.entity.js';

/** Keeps the pictures of public pages. One that is added stays: texts of the past show it too. */
@Injectable()
export class PictureService {
  constructor(private readonly audit: AuditService) {}

  /** Keeps a picture with the words on what it shows. Gives its id. */
  async add(
    manager: EntityManager,
    picture: CleanPicture & { name: string; alt: string },
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const { name, alt, width, height, files } = picture;
    const id = newId();
    await manager.insert(PictureEntity, {
      id,
      name,
      alt,
      width,
      height,
      addedBy: staffIdOf(actor),
      createdAt: now,
    });
    await manager.insert(
      PictureFileEntity,
      files.map((file) => ({ pictureId: id, ...file })),
    );
    const entry = { actor, action: 'picture.added', resource: 'picture', resourceId: id };
    await this.audit.record(manager, entry, now);
    return id;
  }

  /** Pictures in the order of `ids`. */
  async views(manager: EntityManager, ids: readonly string[]): Promise<PictureView[]> {
    const pictures = await manager.findBy(PictureEntity, { id: In([...ids]) });
    const files = await manager.find(PictureFileEntity, {
      select: { pictureId: true, width: true },
      where: { pictureId: In([...ids]) },
      order: { width: 'ASC' },
    });
    const byId = new Map(pictures.map((picture) => [picture.id, picture]));
    return ids.flatMap((id) => {
      const picture = byId.get(id);
      if (!picture) return [];
      const { name, alt, width, height, createdAt } = picture;
      const widths = files.filter(({ pictureId }) => pictureId === id).map((file) => file.width);
      return [{ id, name, alt, width, height, widths, createdAt: createdAt.toISOString() }];
    });
  }

  /** One width of a picture, as WebP. Throws `picture.not_found`. */
  async open(manager: EntityManager, pictureId: string, width: number): Promise<Buffer> {
    const file = await manager.findOneBy(PictureFileEntity, { pictureId, width });
    if (!file) throw contentError('picture.not_found', 'There is no such picture in this width.');
    return file.body;
  }
}
