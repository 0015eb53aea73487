/** One thing a fact must be. Columns are those of the fact's table; nothing in it comes from outside. */
export type Condition<Column extends string = string> =
  | { column: Column; is: boolean }
  | { column: Column; known: true }
  | { column: Column; atMost: number }
  | { column: Column; hasBit: number }
  | { column: Column; lacksBit: number };

/** All of them must hold; none: every fact. */
export type Predicate<Column extends string = string> = readonly Condition<Column>[];

/** What a predicate looks at. */
export type FactValues = Readonly<Record<string, unknown>>;

/** The predicate as SQL over the alias: what counts, what cuts a bar and what lists its records. */
export function sqlOf(predicate: Predicate, alias: string): string {
  if (predicate.length === 0) return 'true';
  return predicate.map((condition) => conditionSql(condition, alias)).join(' AND ');
}

/** Whether a fact is one of those: the same as the SQL says. */
export function holds(predicate: Predicate, fact: FactValues): boolean {
  return predicate.every((condition) => conditionHolds(condition, fact[condition.column]));
}

function conditionSql(condition: Condition, alias: string): string {
  const column = `${alias}.${condition.column}`;
  if ('is' in condition) return condition.is ? column : `NOT ${column}`;
  if ('known' in condition) return `${column} IS NOT NULL`;
  if ('atMost' in condition) return `${column} <= ${condition.atMost}`;
  return 'hasBit' in condition
    ? `${column} & ${condition.hasBit} <> 0`
    : `${column} & ${condition.lacksBit} = 0`;
}

function conditionHolds(condition: Condition, value: unknown): boolean {
  if ('is' in condition) return value === condition.is;
  if ('known' in condition) return value !== null && value !== undefined;
  if (typeof value !== 'number') return false;
  if ('atMost' in condition) return value <= condition.atMost;
  return 'hasBit' in condition
    ? (value & condition.hasBit) !== 0
    : (value & condition.lacksBit) === 0;
}
