/** Nothing for an ordinary user; another account when we are root. */
export function postgresAccount():
  | { uid?: undefined; gid?: undefined }
  | { uid: number; gid: number };
