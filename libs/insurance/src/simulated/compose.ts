import type { MadeUpBenefit, MadeUpPlan, Scenario } from './plans.js';

/** Who was asked about, as the question has it. */
export interface Question {
  trace: string;
  payerId: string;
  payerName: string;
  npi: string;
  memberId: string;
  lastName: string;
  firstName: string;
  born: string;
  serviceType: string;
  /** The day asked for, `YYYYMMDD`. */
  on: string;
}

/** What the plan says of one service type: that service, and the plan as a whole with every answer. */
function said(plan: MadeUpPlan, type: string): MadeUpBenefit[] {
  return plan.benefits.flatMap((benefit) => {
    const types = benefit.types.filter((one) => one === type || one === '30');
    return types.length > 0 ? [{ ...benefit, types }] : [];
  });
}

/** A 271 (005010X279A1) to a question. */
export function compose271(question: Question, { plan, error }: Scenario): string {
  const year = question.on.slice(0, 4);
  const body = [
    ['BHT', '0022', '11', question.trace, question.on, '1200'],
    ['HL', '1', '', '20', '1'],
    [
      'NM1',
      'PR',
      '2',
      question.payerName || question.payerId,
      '',
      '',
      '',
      '',
      'PI',
      question.payerId,
    ],
    ...(error && error.code === '42' ? [['AAA', 'Y', '', error.code, error.followUp]] : []),
    ['HL', '2', '1', '21', '1'],
    ['NM1', '1P', '2', 'PROVIDER', '', '', '', '', 'XX', question.npi],
    ['HL', '3', '2', '22', '0'],
    ['TRN', '2', question.trace, '9BRIDGELINE'],
    ['NM1', 'IL', '1', question.lastName, question.firstName, '', '', '', 'MI', question.memberId],
    ...(error && error.code !== '42' ? [['AAA', 'N', '', error.code, error.followUp]] : []),
    ...(plan && !error
      ? [
          ...(question.born ? [['DMG', 'D8', question.born]] : []),
          ['DTP', '346', 'D8', `${year}${plan.begins}`],
          ['DTP', '347', 'D8', `${year}${plan.ends}`],
          ...said(plan, question.serviceType).flatMap(segmentsOf),
        ]
      : []),
  ];
  const envelope = [
    [
      'ISA',
      '00',
      ' '.repeat(10),
      '00',
      ' '.repeat(10),
      'ZZ',
      'SIMULATOR'.padEnd(15),
      'ZZ',
      'BRIDGELINE'.padEnd(15),
      question.on.slice(2),
      '1200',
      '^',
      '00501',
      '000000001',
      '0',
      'T',
      ':',
    ],
    ['GS', 'HB', 'SIMULATOR', 'BRIDGELINE', question.on, '1200', '1', 'X', '005010X279A1'],
    ['ST', '271', '0001', '005010X279A1'],
    ...body,
    ['SE', String(body.length + 2), '0001'],
    ['GE', '1', '1'],
    ['IEA', '1', '000000001'],
  ];
  return envelope.map((segment) => `${segment.join('*')}~`).join('\n');
}

function segmentsOf(benefit: MadeUpBenefit): string[][] {
  const eb = [
    'EB',
    benefit.code,
    benefit.level ?? '',
    benefit.types.join('^'),
    '',
    benefit.plan ?? '',
    benefit.period ?? '',
    benefit.amount ?? '',
    benefit.share ?? '',
    benefit.days ? 'DY' : '',
    benefit.days ?? '',
    benefit.authorisation ?? '',
    benefit.network ?? '',
  ];
  while (eb.at(-1) === '') eb.pop();
  const { party } = benefit;
  return [
    eb,
    ...(benefit.message ? [['MSG', benefit.message]] : []),
    ...(party
      ? [
          ['LS', '2120'],
          ['NM1', party.role, '2', party.name],
          ...(party.phone ? [['PER', 'IC', '', 'TE', party.phone]] : []),
          ['LE', '2120'],
        ]
      : []),
  ];
}

/** The same in the JSON shape of Change Healthcare's eligibility v3. */
export function composeJson(question: Question, { plan, error }: Scenario): unknown {
  const year = question.on.slice(0, 4);
  const aaaErrors = error ? [{ code: error.code, followupAction: FOLLOW_UPS[error.followUp] }] : [];
  const down = error?.code === '42';
  return {
    controlNumber: '000000001',
    payer: {
      name: question.payerName || question.payerId,
      payorIdentification: question.payerId,
      ...(down ? { aaaErrors } : {}),
    },
    provider: { npi: question.npi },
    subscriber: {
      memberId: question.memberId,
      firstName: question.firstName,
      lastName: question.lastName,
      dateOfBirth: question.born,
      ...(error && !down ? { aaaErrors } : {}),
    },
    errors: aaaErrors,
    ...(plan && !error
      ? {
          planDateInformation: {
            planBegin: `${year}${plan.begins}`,
            planEnd: `${year}${plan.ends}`,
          },
          benefitsInformation: said(plan, question.serviceType).map(jsonOf),
        }
      : {}),
  };
}

const FOLLOW_UPS: Readonly<Record<string, string>> = {
  C: 'Please Correct and Resubmit',
  R: 'Resubmission Allowed',
};

function jsonOf(benefit: MadeUpBenefit): unknown {
  const { party } = benefit;
  return {
    code: benefit.code,
    coverageLevelCode: benefit.level,
    serviceTypeCodes: benefit.types,
    planCoverage: benefit.plan,
    timeQualifierCode: benefit.period,
    benefitAmount: benefit.amount,
    benefitPercent: benefit.share,
    ...(benefit.days ? { quantityQualifierCode: 'DY', benefitQuantity: benefit.days } : {}),
    authOrCertIndicator: benefit.authorisation,
    inPlanNetworkIndicatorCode: benefit.network,
    ...(benefit.message ? { additionalInformation: [{ description: benefit.message }] } : {}),
    ...(party
      ? {
          benefitsRelatedEntities: [
            {
              entityIdentifier: party.role === 'VN' ? 'Vendor' : 'Payer',
              entityName: party.name,
              ...(party.phone
                ? {
                    contactInformation: {
                      contacts: [
                        { communicationMode: 'Telephone', communicationNumber: party.phone },
                      ],
                    },
                  }
                : {}),
            },
          ],
        }
      : {}),
  };
}
