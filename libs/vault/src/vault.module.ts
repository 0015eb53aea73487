import { type DynamicModule, Module, type OnModuleDestroy } from '@nestjs/common';
import { type KeySource, loadKeyRing, watchKeys } from './key-files.js';
import { Vault } from './vault.js';

/** Takes the ring anew when its file is another one (a rotation), for as long as the process runs. */
class RingWatch implements OnModuleDestroy {
  readonly #stop: () => void;

  constructor(source: KeySource, vault: Vault) {
    this.#stop = watchKeys(source, 'ring', () => vault.useRing(loadKeyRing(source)));
  }

  onModuleDestroy(): void {
    this.#stop();
  }
}

/** Gives `Vault` to every module of desk and worker. Fails the start when the keys are missing or wrong. */
@Module({})
export class VaultModule {
  static forRoot(source: KeySource): DynamicModule {
    const load = () => loadKeyRing(source);
    return {
      module: VaultModule,
      global: true,
      providers: [
        { provide: Vault, useFactory: () => new Vault(load(), load) },
        {
          provide: RingWatch,
          useFactory: (vault: Vault) => new RingWatch(source, vault),
          inject: [Vault],
        },
      ],
      exports: [Vault],
    };
  }
}
