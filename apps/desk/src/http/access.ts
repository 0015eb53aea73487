import { SetMetadata } from '@nestjs/common';
import type { Permission } from '#contract';

/** Who may use a route. A route without one of these does not start (see route-list.ts). */
export type Access =
  | { kind: 'permission'; permission: Permission }
  | { kind: 'signed-in'; why: string; beforeSecondFactor: boolean }
  | { kind: 'public'; why: string };

export const ACCESS = 'bridgeline:access';
export const PASSIVE = 'bridgeline:passive';

/** Only colleagues whose role holds this permission. */
export const May = (permission: Permission) =>
  SetMetadata(ACCESS, { kind: 'permission', permission } satisfies Access);

/** Every colleague who is signed in, whatever their role: their own things. Say why. */
export const AnyStaff = (why: string) =>
  SetMetadata(ACCESS, { kind: 'signed-in', why, beforeSecondFactor: false } satisfies Access);

/** The same, and also before the second factor is set up, where one is required. Say why. */
export const AnyStaffWithoutSecondFactor = (why: string) =>
  SetMetadata(ACCESS, { kind: 'signed-in', why, beforeSecondFactor: true } satisfies Access);

/** Anyone, without a session. Say why. */
export const Public = (why: string) =>
  SetMetadata(ACCESS, { kind: 'public', why } satisfies Access);

/** Using this route is no sign of somebody at the desk: it does not keep a session alive. */
export const Passive = () => SetMetadata(PASSIVE, true);
