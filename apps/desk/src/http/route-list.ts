import { Injectable, type OnModuleInit, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS, type Access } from './access.js';

/** One route of the desk, as its decorators declare it. */
export interface Route {
  controller: string;
  handler: string;
  method: string;
  /** As in `/api/leads/:id`. */
  path: string;
  access: Access;
  /** The method itself, for reading more of its metadata. */
  // oxlint-disable-next-line typescript/no-unsafe-function-type -- what Nest's reflection takes
  target: Function;
  type: Type<unknown>;
}

/** Every route with who may use it. Starting fails when one does not say (rule R7). */
@Injectable()
export class RouteList implements OnModuleInit {
  readonly routes: Route[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    for (const wrapper of this.discovery.getControllers()) {
      if (wrapper.metatype) this.collect(wrapper.metatype as Type<unknown>);
    }
  }

  /** The methods that exist at an address, for `Allow`. */
  methodsAt(address: string): string[] {
    const found = this.routes.filter((route) => matches(route.path, address));
    return [...new Set(found.map((route) => route.method))];
  }

  private collect(type: Type<unknown>): void {
    const base = Reflect.getMetadata(PATH_METADATA, type) as string;
    for (const handler of this.scanner.getAllMethodNames(type.prototype as object)) {
      const target = (type.prototype as Record<string, unknown>)[handler];
      if (typeof target !== 'function') continue;
      const path = Reflect.getMetadata(PATH_METADATA, target) as string | undefined;
      if (path === undefined) continue;
      const access = Reflect.getMetadata(ACCESS, target) as Access | undefined;
      if (!access) {
        throw new Error(
          `${type.name}.${handler} does not say who may use it: add @May('…'), @AnyStaff('why') or @Public('why').`,
        );
      }
      const verb = Reflect.getMetadata(METHOD_METADATA, target) as RequestMethod;
      this.routes.push({
        controller: type.name,
        handler,
        method: RequestMethod[verb],
        path: joined(base, path),
        access,
        target,
        type,
      });
    }
  }
}

function joined(base: string, path: string): string {
  return `/${[base, path].map((part) => part.replaceAll(/^\/+|\/+$/g, '')).join('/')}`.replace(
    /(.)\/+$/,
    '$1',
  );
}

function matches(pattern: string, address: string): boolean {
  const expected = pattern.split('/');
  const given = address.split('/');
  return (
    expected.length === given.length &&
    expected.every((part, index) => part.startsWith(':') || part === given[index])
  );
}
