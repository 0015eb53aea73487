/** A server that runs. */
export interface RunningPostgres {
  url(database: string): string;
  stop(): Promise<void>;
  kill(): void;
  pid: number | undefined;
}

export function startPostgres(options: {
  dataDir: string;
  port: number;
  password: string;
  logFile: string;
  throwAway?: string;
  elsewhere?: string;
  say?: (line: string) => void;
  onExit?: (reason: string) => void;
}): Promise<RunningPostgres>;

export function freePort(): Promise<number>;
