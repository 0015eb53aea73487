import type { BenefitTerms, PayerRefusal, PlanSummary, VerdictReason } from '#contract';
import type { Vault } from '#vault';
import type { BenefitCheckEntity } from './benefit-check.entity.js';

/** What a check found, as it is sealed beside it. */
export interface CheckResult {
  summary: PlanSummary | null;
  reasons: VerdictReason[];
  refusals: PayerRefusal[];
  /** Of an unclear check: what the payer did say. A completed one has rows of its own. */
  partial: BenefitTerms[];
}

/** Encrypted column → the property that holds it. */
const SEALED = {
  result: ['result_enc', 'resultEnc'],
  representative: ['representative_enc', 'representativeEnc'],
  reference: ['reference_enc', 'referenceEnc'],
  note: ['note_enc', 'noteEnc'],
} as const;
type SealedField = keyof typeof SEALED;

/** Seals a text of a check. */
export function sealOf(
  vault: Vault,
  id: string,
  field: SealedField,
  value: string | null | undefined,
): string | null {
  return vault.encryptNullable({ table: 'benefit_check', column: SEALED[field][0], id }, value);
}

/** Opens a text of a check. */
export function openOf(vault: Vault, check: BenefitCheckEntity, field: SealedField): string | null {
  const [column, property] = SEALED[field];
  return vault.decryptNullable({ table: 'benefit_check', column, id: check.id }, check[property]);
}

/** What a check found; nothing while it has found nothing. */
export function resultOf(vault: Vault, check: BenefitCheckEntity): CheckResult {
  const text = openOf(vault, check, 'result');
  if (text === null) return { summary: null, reasons: [], refusals: [], partial: [] };
  return JSON.parse(text) as CheckResult;
}

export function termsRef(id: string) {
  return { table: 'benefit_result', column: 'terms_enc', id };
}

export function answerRef(id: string) {
  return { table: 'benefit_inquiry', column: 'answer_enc', id };
}

export function rawRef(id: string) {
  return { table: 'benefit_inquiry', column: 'raw_enc', id };
}
