import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { JudgedProgram, MatchWishes, RankedProgram } from '#contract';
import type { Vault } from '#vault';
import { PatientFacts, ProgramFacts } from '../facts.js';

/** What went in: enough to run the same match again over the programs that were explained. */
export const StoredInputs = z.object({
  wishes: MatchWishes,
  patient: PatientFacts,
  around: z.object({ zip: z.string(), latitude: z.number(), longitude: z.number() }).nullable(),
  bounded: z.string().nullable(),
  /** Those that were explained, as they were known then. */
  programs: z.array(ProgramFacts),
});
export type StoredInputs = z.infer<typeof StoredInputs>;

/** What came out. */
export const StoredAnswer = z.object({
  notes: z.array(z.string()),
  ranked: z.array(RankedProgram),
  excluded: z.array(JudgedProgram),
  excludedBy: z.array(z.object({ rule: z.string(), count: z.number().int() })),
});
export type StoredAnswer = z.infer<typeof StoredAnswer>;

type Column = 'inputs_enc' | 'answer_enc';
const ref = (id: string, column: Column) => ({ table: 'match', column, id });

/** Encrypted, and packed before. */
export function sealPart(vault: Vault, id: string, column: Column, part: unknown): string {
  return vault.encrypt(ref(id, column), packPart(part));
}

/** Reasons repeat their words: a tenth is left of them. */
export function packPart(part: unknown): string {
  return gzipSync(JSON.stringify(part)).toString('base64');
}

export function openInputs(vault: Vault, match: { id: string; inputsEnc: string }): StoredInputs {
  return StoredInputs.parse(unpack(vault.decrypt(ref(match.id, 'inputs_enc'), match.inputsEnc)));
}

export function openAnswer(vault: Vault, match: { id: string; answerEnc: string }): StoredAnswer {
  return StoredAnswer.parse(unpack(vault.decrypt(ref(match.id, 'answer_enc'), match.answerEnc)));
}

function unpack(packed: string): unknown {
  return JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString('utf8')) as unknown;
}
