/** An address as its owner knows it and nobody else: `j…@example.org`, `…0199`. */
export function maskedAddress(address: string): string {
  const [name = '', host] = address.split('@');
  if (host !== undefined) return `${name.slice(0, 1)}…@${host}`;
  return `…${address.slice(-4)}`;
}
