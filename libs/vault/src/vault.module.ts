import { type DynamicModule, Module } from '@nestjs/common';
import { type KeySource, loadKeyRing } from './key-files.js';
import { Vault } from './vault.js';

/** Gives `Vault` to every module of desk and worker. Fails the start when the keys are missing or wrong. */
@Module({})
export class VaultModule {
  static forRoot(source: KeySource): DynamicModule {
    const load = () => loadKeyRing(source);
    return {
      module: VaultModule,
      global: true,
      providers: [{ provide: Vault, useFactory: () => new Vault(load(), load) }],
      exports: [Vault],
    };
  }
}
