export interface Installed {
  name: string;
  version: string;
}
export interface Advisory {
  id: string;
  withdrawn?: string;
  affected?: object[];
}
export function installedBy(lock: object): Installed[];
export function meaning(one: Installed, advisories: readonly object[]): Advisory[];
export function compare(one: string, other: string): number;
