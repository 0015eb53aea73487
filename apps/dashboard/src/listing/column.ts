import type { ReactNode } from 'react';

/** One column of a list. */
export interface Column<T> {
  readonly key: string;
  readonly label: string;
  readonly cell: (row: T) => ReactNode;
  /** The field the desk may sort by; without it the column does not sort. */
  readonly sort?: string;
  readonly align?: 'right';
  /** Long words that may take more than one line. */
  readonly wrap?: boolean;
  /** Hidden until somebody asks for it. */
  readonly quiet?: boolean;
}

/** One way to narrow a list. */
export type ListFilter =
  | { kind: 'choice'; source: string; label: string; choices: readonly FilterChoice[] }
  /** Several at once; `hint` says whether one of them is enough. */
  | {
      kind: 'choices';
      source: string;
      label: string;
      hint?: string;
      choices: readonly FilterChoice[];
    }
  /** A few words or digits to type. */
  | { kind: 'words'; source: string; label: string; hint?: string }
  | { kind: 'toggle'; source: string; label: string; value: unknown }
  | { kind: 'since' | 'until'; source: string; label: string };

export interface FilterChoice {
  readonly code: string;
  readonly label: string;
}

export type FilterValues = Record<string, unknown>;

/** A filter that is set, in words: "Stage: New". Null when it is not set. */
export function filterInWords(filter: ListFilter, values: FilterValues): string | null {
  const value = values[filter.source];
  if (value === undefined || value === null || value === '') return null;
  if (filter.kind === 'toggle') return value === filter.value ? filter.label : null;
  if (filter.kind === 'words' && typeof value === 'string') return `${filter.label}: ${value}`;
  if (filter.kind === 'choice' || filter.kind === 'choices') {
    const codes: readonly unknown[] = Array.isArray(value) ? value : [value];
    const labels = codes.map(
      (code) => filter.choices.find((choice) => choice.code === code)?.label ?? String(code),
    );
    return `${filter.label}: ${labels.join(', ')}`;
  }
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const day = new Date(value).toLocaleDateString('en-US', { dateStyle: 'medium' });
  return `${filter.label} ${day}`;
}
