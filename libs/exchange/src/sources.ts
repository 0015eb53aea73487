import type { DirectorySource, ImportKind, SaidBy } from '#contract';

/** How a kind of file stands in the directory: where its records come from, and whose word they are. */
export const SOURCE_OF: Readonly<
  Record<ImportKind, { source: DirectorySource; saidBy: SaidBy; who: string }>
> = {
  findtreatment: { source: 'findtreatment', saidBy: 'public_directory', who: 'FindTreatment.gov' },
  spreadsheet: {
    source: 'national_directory',
    saidBy: 'public_directory',
    who: 'National directory',
  },
  csv: { source: 'csv', saidBy: 'import', who: 'Own table' },
  hsds_json: { source: 'hsds', saidBy: 'public_directory', who: 'HSDS feed' },
  hsds_csv: { source: 'hsds', saidBy: 'public_directory', who: 'HSDS tables' },
};
