// Jest's globalTeardown.
export default async function stopTestPostgres() {
  await globalThis.bridgelineTestPostgres?.stop();
}
