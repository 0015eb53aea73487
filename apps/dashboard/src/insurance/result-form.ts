import type { BenefitCheckView, BenefitTerms, Network, PlanSummary } from '#contract';

/** One level of care in one network as it is typed: dollars and percents as text. */
export interface TermsForm {
  levelOfCare: string;
  network: Network;
  covered: BenefitTerms['covered'];
  deductible: string;
  deductibleLeft: string;
  coinsurance: string;
  copay: string;
  copayPer: NonNullable<BenefitTerms['copay']>['per'];
  outOfPocket: string;
  outOfPocketLeft: string;
  authorisation: BenefitTerms['authorisation'];
  days: string;
  daysUsed: string;
}

export interface SummaryForm {
  active: PlanSummary['active'];
  planName: string;
  begins: string;
  ends: string;
  inGrace: '' | 'yes' | 'no';
  cobra: '' | NonNullable<PlanSummary['cobra']>;
  resetsOn: string;
  carveOut: string;
  carveOutPhone: string;
  otherPayer: string;
  facilityExclusions: string;
  outOfNetworkBasis: string;
  paysPatient: '' | 'yes' | 'no';
}

const dollars = (cents: number | null) => (cents === null ? '' : String(cents / 100));

/** What is typed of a plan, beginning with what is known already. */
export function summaryFormOf({ summary }: BenefitCheckView): SummaryForm {
  const said = (value: boolean | null | undefined) =>
    value === null || value === undefined ? '' : value ? 'yes' : 'no';
  return {
    active: summary?.active ?? 'unknown',
    planName: summary?.planName ?? '',
    begins: summary?.begins ?? '',
    ends: summary?.ends ?? '',
    inGrace: said(summary?.inGrace),
    cobra: summary?.cobra ?? '',
    resetsOn: summary?.resetsOn ?? '',
    carveOut: summary?.carveOuts[0]?.name ?? '',
    carveOutPhone: summary?.carveOuts[0]?.phone ?? '',
    otherPayer: summary?.otherPayers[0]?.name ?? '',
    facilityExclusions: summary?.facilityExclusions ?? '',
    outOfNetworkBasis: summary?.outOfNetworkBasis ?? '',
    paysPatient: said(summary?.paysPatient),
  };
}

/** A form for each asked level in each network, beginning with what the payer said. */
export function termsFormsOf({ levelsOfCare, terms }: BenefitCheckView): TermsForm[] {
  return levelsOfCare.flatMap((levelOfCare) =>
    (['in', 'out'] as const).map((network): TermsForm => {
      const known = terms.find((one) => one.levelOfCare === levelOfCare && one.network === network);
      const limit = known?.limits.find(({ unit }) => unit === 'days');
      return {
        levelOfCare,
        network,
        covered: known?.covered ?? 'unknown',
        deductible: dollars(known?.deductible.total ?? null),
        deductibleLeft: dollars(known?.deductible.remaining ?? null),
        coinsurance: known?.coinsurance ? String(known.coinsurance.high) : '',
        copay: dollars(known?.copay?.high ?? null),
        copayPer: known?.copay?.per ?? 'visit',
        outOfPocket: dollars(known?.outOfPocket.total ?? null),
        outOfPocketLeft: dollars(known?.outOfPocket.remaining ?? null),
        authorisation: known?.authorisation ?? 'unknown',
        days: limit?.total === null || limit === undefined ? '' : String(limit.total),
        daysUsed: limit?.used === null || limit === undefined ? '' : String(limit.used),
      };
    }),
  );
}

const AMOUNT = /^\$?\d{1,3}(,?\d{3})*(\.\d{1,2})?$/;

/** Dollars as typed, in cents; null for nothing, undefined for what is no amount. */
export function centsTyped(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  if (!AMOUNT.test(typed)) return undefined;
  return Math.round(Number(typed.replaceAll(/[$,]/g, '')) * 100);
}

/** The first thing that cannot be read, in words; null: all of it can. */
export function unreadable(forms: readonly TermsForm[]): string | null {
  for (const form of forms) {
    const amounts = [
      form.deductible,
      form.deductibleLeft,
      form.copay,
      form.outOfPocket,
      form.outOfPocketLeft,
    ];
    const odd = amounts.find((amount) => centsTyped(amount) === undefined);
    if (odd !== undefined)
      return `“${odd}” is no amount. Please write dollars such as 1250 or 1,250.50.`;
    const share = form.coinsurance.trim().replace('%', '');
    if (share !== '' && !(Number(share) >= 0 && Number(share) <= 100)) {
      return `“${form.coinsurance}” is no share. Please write what the patient pays of 100, such as 20.`;
    }
    const count = [form.days, form.daysUsed].find(
      (days) => days.trim() !== '' && !/^\d{1,4}$/.test(days.trim()),
    );
    if (count !== undefined) return `“${count}” is no number of days.`;
  }
  return null;
}

/** The typed terms as the desk takes them. Call after {@link unreadable}. */
export function termsOf(form: TermsForm): BenefitTerms {
  const amounts = (total: string, left: string) => {
    const [all, remaining] = [centsTyped(total) ?? null, centsTyped(left) ?? null];
    const met = all !== null && remaining !== null ? Math.max(0, all - remaining) : null;
    return { total: all, met, remaining };
  };
  const nothing = { total: null, met: null, remaining: null };
  const share = form.coinsurance.trim().replace('%', '');
  const copay = centsTyped(form.copay) ?? null;
  const [days, used] = [form.days.trim(), form.daysUsed.trim()];
  return {
    levelOfCare: form.levelOfCare,
    network: form.network,
    covered: form.covered,
    deductible: amounts(form.deductible, form.deductibleLeft),
    familyDeductible: nothing,
    outOfPocket: amounts(form.outOfPocket, form.outOfPocketLeft),
    familyOutOfPocket: nothing,
    copay: copay === null ? null : { low: copay, high: copay, per: form.copayPer },
    coinsurance: share === '' ? null : { low: Number(share), high: Number(share) },
    authorisation: form.authorisation,
    limits:
      days === ''
        ? []
        : [
            {
              unit: 'days',
              total: Number(days),
              used: used === '' ? null : Number(used),
              remaining: used === '' ? null : Math.max(0, Number(days) - Number(used)),
              period: null,
            },
          ],
    notes: [],
    serviceTypes: [],
  };
}

/** The typed plan as the desk takes it. */
export function summaryOf(form: SummaryForm, payerName: string): PlanSummary {
  const text = (value: string) => value.trim() || null;
  const party = (name: string, phone: string | null) => ({ name: name.trim(), phone, id: null });
  return {
    active: form.active,
    payerName: text(payerName),
    planName: text(form.planName),
    groupNumber: null,
    begins: text(form.begins),
    ends: text(form.ends),
    inGrace: form.inGrace === '' ? null : form.inGrace === 'yes',
    cobra: form.cobra === '' ? null : form.cobra,
    resetsOn: text(form.resetsOn),
    carveOuts: form.carveOut.trim() ? [party(form.carveOut, text(form.carveOutPhone))] : [],
    otherPayers: form.otherPayer.trim() ? [party(form.otherPayer, null)] : [],
    outOfNetworkBasis: text(form.outOfNetworkBasis),
    paysPatient: form.paysPatient === '' ? null : form.paysPatient === 'yes',
    facilityExclusions: text(form.facilityExclusions),
  };
}
