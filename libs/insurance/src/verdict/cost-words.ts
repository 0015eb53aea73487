import { COPAY_PER, labelOf, type BenefitTerms } from '#contract';
import { levelInWords } from '../eligibility/service-types.js';

type Copay = NonNullable<BenefitTerms['copay']>;

/** The sentences of a cost, in one language. `money` and `percent` are written as people read them. */
export interface CostWords {
  headline: string;
  nothingKnown: string;
  level: (code: string) => string;
  network: (network: BenefitTerms['network']) => string;
  deductibleLeft: (left: string) => string;
  deductibleWhole: (total: string) => string;
  deductibleMet: string;
  noDeductible: string;
  thenShare: (percent: string) => string;
  share: (percent: string) => string;
  nothingAfter: string;
  copay: (amount: string, per: Copay['per']) => string;
  most: (amount: string) => string;
  mostReached: string;
  notSaid: string;
  notCovered: string;
  authorisation: string;
  limit: (remaining: string, unit: string) => string;
  between: (low: string, high: string) => string;
  assumptions: readonly string[];
  balanceBilling: string;
  asOf: (day: string) => string;
}

export const EN: CostWords = {
  headline: 'What treatment may cost you',
  nothingKnown: 'Your plan has not told us what you would pay. We will ask again.',
  level: levelInWords,
  network: (network) =>
    network === 'in' ? 'At a facility in your plan’s network' : 'At a facility outside the network',
  deductibleLeft: (left) => `about ${left} of your deductible is left; you pay that first`,
  deductibleWhole: (total) =>
    `your deductible is about ${total}; the plan did not say how much of it you have paid already`,
  deductibleMet: 'your deductible is already met',
  noDeductible: 'no deductible applies',
  thenShare: (percent) => `after it you pay ${percent}`,
  share: (percent) => `you pay ${percent}`,
  nothingAfter: 'after that the plan says you pay nothing',
  copay: (amount, per) => `you pay ${amount} for ${labelOf(COPAY_PER, per)}`,
  most: (amount) =>
    `The most you would pay for covered care until your plan year begins again is about ${amount}.`,
  mostReached:
    'You have reached the most you pay in this plan year: the plan pays the rest of covered care.',
  notSaid: 'the plan did not say what you would pay',
  notCovered: 'the plan does not cover it',
  authorisation: 'The plan has to agree before admission.',
  limit: (remaining, unit) => `The plan has ${remaining} ${UNITS_EN[unit] ?? unit} left for this.`,
  between: (low, high) => `between ${low} and ${high}`,
  assumptions: [
    'This is what your insurance told us, not a bill and not a promise. It decides when the claim comes.',
    'It holds if your policy stays active, and if the care is found medically necessary.',
    'Amounts are rounded up. Claims that are still on their way can change what is left.',
  ],
  balanceBilling:
    'A facility outside the network may bill you for the difference to its own price. That is not part of these amounts.',
  asOf: (day) => `As of ${day}.`,
};

export const ES: CostWords = {
  headline: 'Cuánto puede costarle el tratamiento',
  nothingKnown: 'Su plan no nos ha dicho cuánto pagaría usted. Volveremos a preguntar.',
  level: (code) => LEVELS_ES[code] ?? levelInWords(code),
  network: (network) =>
    network === 'in' ? 'En un centro de la red de su plan' : 'En un centro fuera de la red',
  deductibleLeft: (left) => `quedan unos ${left} de su deducible; eso lo paga usted primero`,
  deductibleWhole: (total) =>
    `su deducible es de unos ${total}; el plan no dijo cuánto ha pagado ya`,
  deductibleMet: 'su deducible ya está cubierto',
  noDeductible: 'no se aplica deducible',
  thenShare: (percent) => `después usted paga el ${percent}`,
  share: (percent) => `usted paga el ${percent}`,
  nothingAfter: 'después, según el plan, usted no paga nada',
  copay: (amount, per) => `usted paga ${amount} por ${PER_ES[per]}`,
  most: (amount) =>
    `Lo máximo que pagaría por atención cubierta hasta que empiece otra vez el año del plan es de unos ${amount}.`,
  mostReached:
    'Ya alcanzó lo máximo que paga en este año del plan: el plan paga el resto de la atención cubierta.',
  notSaid: 'el plan no dijo cuánto pagaría usted',
  notCovered: 'el plan no lo cubre',
  authorisation: 'El plan tiene que autorizarlo antes del ingreso.',
  limit: (remaining, unit) => `Al plan le quedan ${remaining} ${UNITS_ES[unit] ?? unit} para esto.`,
  between: (low, high) => `entre ${low} y ${high}`,
  assumptions: [
    'Esto es lo que nos dijo su seguro; no es una factura ni una promesa. El seguro decide cuando llega la reclamación.',
    'Vale si su póliza sigue activa y si la atención se considera médicamente necesaria.',
    'Las cantidades están redondeadas hacia arriba. Reclamaciones en trámite pueden cambiar lo que queda.',
  ],
  balanceBilling:
    'Un centro fuera de la red puede cobrarle la diferencia con su propio precio. Eso no está incluido aquí.',
  asOf: (day) => `A fecha de ${day}.`,
};

const UNITS_EN: Readonly<Record<string, string>> = {
  days: 'days',
  visits: 'visits',
  hours: 'hours',
};
const UNITS_ES: Readonly<Record<string, string>> = {
  days: 'días',
  visits: 'visitas',
  hours: 'horas',
  months: 'meses',
  years: 'años',
};
const PER_ES: Readonly<Record<Copay['per'], string>> = {
  visit: 'cada visita',
  day: 'cada día',
  admission: 'cada ingreso',
  service: 'cada servicio',
};
const LEVELS_ES: Readonly<Record<string, string>> = {
  early_intervention: 'Intervención temprana',
  outpatient: 'Tratamiento ambulatorio',
  otp: 'Programa de tratamiento con opioides',
  intensive_outpatient: 'Tratamiento ambulatorio intensivo',
  partial_hospitalization: 'Hospitalización parcial',
  residential_low: 'Residencial de baja intensidad',
  residential_population: 'Residencial para grupos específicos',
  residential_high: 'Residencial de alta intensidad',
  inpatient_monitored: 'Internación con supervisión médica',
  inpatient_managed: 'Internación con atención médica',
  wm_1: 'Desintoxicación ambulatoria',
  wm_2: 'Desintoxicación ambulatoria supervisada',
  wm_3_2: 'Desintoxicación residencial',
  wm_3_7: 'Desintoxicación con internación',
  wm_4: 'Desintoxicación en hospital',
  sober_living: 'Vivienda sobria',
};
