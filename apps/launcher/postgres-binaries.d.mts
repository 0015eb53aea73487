export function findBinaries(root: string): {
  name: string;
  home: string;
  initdb: string;
  postgres: string;
  control: string;
};
