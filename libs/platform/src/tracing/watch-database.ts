import { Client } from 'pg';
import type { SpanAttributes, Spans } from './spans.js';

type Query = (this: Client, ...input: unknown[]) => unknown;
type Ended = (error: unknown, ...rest: unknown[]) => void;

/**
 * A span for each statement of a traced request or job: what it does to which table, never its text, which might hold
 * a literal, nor its values. Gives what ends the watching.
 */
export function watchDatabase(spans: Spans): () => void {
  const { prototype } = Client as unknown as { prototype: { query: Query } };
  const plain = prototype.query;
  let watching = true;
  prototype.query = function watched(...input) {
    const text = textOf(input[0]);
    if (!watching || text === undefined || !spans.isRunning) return plain.apply(this, input);
    const said = wordsOf(text);
    const span = spans.start(
      [said['db.operation.name'], said['db.collection.name']].filter(Boolean).join(' '),
      said,
    );
    const end = (error: unknown) => {
      if (error) spans.fail(span, error);
      span.end();
    };
    const last = input.at(-1);
    if (typeof last === 'function') {
      const ended: Ended = (error, ...rest) => {
        end(error);
        (last as Ended)(error, ...rest);
      };
      return plain.apply(this, [...input.slice(0, -1), ended]);
    }
    const answer = plain.apply(this, input);
    if (answer instanceof Promise) answer.then(() => end(undefined), end);
    else end(undefined);
    return answer;
  };
  return () => {
    watching = false;
    if (prototype.query !== plain) prototype.query = plain;
  };
}

/** The statement; undefined for what is no plain one (a cursor, a COPY). */
function textOf(asked: unknown): string | undefined {
  if (typeof asked === 'string') return asked;
  if (typeof asked !== 'object' || asked === null || 'submit' in asked) return undefined;
  return 'text' in asked && typeof asked.text === 'string' ? asked.text : undefined;
}

/** Its first word, and the first table that is named outside of quotes. */
export function wordsOf(text: string): SpanAttributes {
  const start = text.slice(0, 2000).replaceAll(/'[^']*('|$)/g, '');
  const operation = /[a-z]+/i.exec(start)?.[0].toUpperCase() ?? 'STATEMENT';
  const table = /\b(?:from|into|update|join)\s+(?:only\s+)?"?([a-z_][a-z0-9_."]{0,80})/i.exec(
    start,
  );
  return {
    'db.system.name': 'postgresql',
    'db.operation.name': operation,
    ...(table?.[1] ? { 'db.collection.name': table[1].replaceAll('"', '') } : {}),
  };
}
