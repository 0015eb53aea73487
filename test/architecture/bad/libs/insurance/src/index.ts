export const deductible = { leftCents: 120_000 };
