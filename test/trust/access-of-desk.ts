import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { type DiscoveryService, MetadataScanner } from '@nestjs/core';
import { deskModule, type DeskParts } from '../../apps/desk/src/desk.module.js';
import { RouteList } from '../../apps/desk/src/http/route-list.js';
import { newKeyRing, ringToJson } from '#vault';
import { accessTable } from './access-table.js';

/** The table of the desk's own routes, from their declarations alone: nothing is started. */
export async function accessTableOfDesk(): Promise<string> {
  const settings = {
    databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing',
    keys: Buffer.from(ringToJson(newKeyRing())).toString('base64'),
  };
  const { controllers = [] } = await deskModule({ settings } as unknown as DeskParts);
  const found = controllers.map((metatype) => ({ metatype: metatype as Type<unknown> }));
  const discovery = { getControllers: () => found } as unknown as DiscoveryService;
  const routes = new RouteList(discovery, new MetadataScanner());
  routes.onModuleInit();
  return accessTable(routes.routes);
}
