import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type Actor, AuditService } from '#audit';
import { ERROR_STATUS, SavedViewSettings, type SavedViewView, type ViewResource } from '#contract';
import { DomainError, isId, newId, versionConflict } from '#platform';
import { Vault } from '#vault';
import { SavedViewEntity } from './saved-view.entity.js';

/** A view to keep. */
export interface NewView {
  resource: ViewResource;
  name: string;
  settings: SavedViewSettings;
  shared: boolean;
}

/** Keeps lists as people like to see them. Every write belongs into the caller's transaction. */
@Injectable()
export class SavedViewService {
  constructor(
    private readonly vault: Vault,
    private readonly audit: AuditService,
  ) {}

  /** One's own views of these lists and the shared ones, by name. */
  async list(
    manager: EntityManager,
    staffId: string,
    resources: readonly ViewResource[],
  ): Promise<SavedViewView[]> {
    const views = await manager
      .createQueryBuilder(SavedViewEntity, 'v')
      .where('v.removedAt IS NULL')
      .andWhere({ resource: In([...resources]) })
      .andWhere('(v.ownerId = :staffId OR v.shared)', { staffId })
      .orderBy('lower(v.name)')
      .addOrderBy('v.id')
      .limit(500)
      .getMany();
    return views.map((view) => this.#view(view, staffId));
  }

  /** Keeps a view of one's own. */
  async create(
    manager: EntityManager,
    view: NewView,
    actor: Actor & { id: string },
    now: Date,
  ): Promise<SavedViewView> {
    const id = newId();
    const { settings, ...rest } = view;
    await manager.insert(SavedViewEntity, {
      ...rest,
      id,
      ownerId: actor.id,
      settingsEnc: this.vault.encryptJson(settingsRef(id), settings),
      createdAt: now,
      updatedAt: now,
    });
    await this.#recorded(manager, 'saved_view.created', id, view.shared, actor, now);
    return this.#view(await this.#mine(manager, id, actor.id), actor.id);
  }

  /**
   * Changes one's own view. Throws `saved_view.not_found`, `auth.forbidden` for a shared one of somebody
   * else, `record.version_conflict`.
   */
  async edit(
    manager: EntityManager,
    id: string,
    edit: {
      version: number;
      name?: string | undefined;
      settings?: SavedViewSettings | undefined;
      shared?: boolean | undefined;
    },
    actor: Actor & { id: string },
    now: Date,
  ): Promise<SavedViewView> {
    const view = await this.#mine(manager, id, actor.id);
    const { version, ...yours } = edit;
    if (view.version !== version) {
      const { name, shared } = view;
      const settings = this.#settings(view);
      throw versionConflict({ name, shared, settings, version: view.version }, yours);
    }
    await manager.update(
      SavedViewEntity,
      { id },
      {
        ...(edit.name === undefined ? {} : { name: edit.name }),
        ...(edit.shared === undefined ? {} : { shared: edit.shared }),
        ...(edit.settings
          ? { settingsEnc: this.vault.encryptJson(settingsRef(id), edit.settings) }
          : {}),
        version: version + 1,
        updatedAt: now,
      },
    );
    const shared = edit.shared ?? view.shared;
    await this.#recorded(manager, 'saved_view.edited', id, shared, actor, now);
    return this.#view(await this.#mine(manager, id, actor.id), actor.id);
  }

  /** Takes one's own view away; the row is kept. Throws like `edit`. */
  async remove(
    manager: EntityManager,
    id: string,
    actor: Actor & { id: string },
    now: Date,
  ): Promise<SavedViewView> {
    const view = await this.#mine(manager, id, actor.id);
    await manager.update(SavedViewEntity, { id }, { removedAt: now, updatedAt: now });
    await this.#recorded(manager, 'saved_view.removed', id, view.shared, actor, now);
    return this.#view(view, actor.id);
  }

  /** Held to the end of the transaction. A private view of somebody else does not exist for others. */
  async #mine(manager: EntityManager, id: string, staffId: string): Promise<SavedViewEntity> {
    const view = isId(id)
      ? await manager.findOne(SavedViewEntity, {
          where: { id },
          lock: { mode: 'pessimistic_write' },
        })
      : null;
    const visible = view && !view.removedAt && (view.ownerId === staffId || view.shared);
    if (!visible) {
      throw new DomainError('saved_view.not_found', {
        status: ERROR_STATUS['saved_view.not_found'],
        message: 'There is no such view.',
      });
    }
    if (view.ownerId === staffId) return view;
    throw new DomainError('auth.forbidden', {
      status: ERROR_STATUS['auth.forbidden'],
      message: 'This view is somebody else’s. Save one of your own instead.',
    });
  }

  #view(view: SavedViewEntity, staffId: string): SavedViewView {
    const { id, version, resource, name, shared, ownerId } = view;
    return {
      id,
      version,
      resource,
      name,
      settings: this.#settings(view),
      shared,
      ownerId,
      mine: ownerId === staffId,
      createdAt: view.createdAt.toISOString(),
      updatedAt: view.updatedAt.toISOString(),
    };
  }

  #settings({ id, settingsEnc }: SavedViewEntity): SavedViewSettings {
    return SavedViewSettings.parse(this.vault.decryptJson(settingsRef(id), settingsEnc));
  }

  async #recorded(
    manager: EntityManager,
    action: string,
    id: string,
    shared: boolean,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const entry = { actor, action, resource: 'saved_view', resourceId: id, details: { shared } };
    await this.audit.record(manager, entry, now);
  }
}

function settingsRef(id: string) {
  return { table: 'saved_view', column: 'settings_enc', id };
}
