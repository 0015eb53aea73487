/** How a payer pays: its own risk, on behalf of others, by renting a network, through work, or publicly. */
export type PayerKind =
  | 'insurer'
  | 'administrator'
  | 'rental_network'
  | 'employee_assistance'
  | 'behavioral_carve_out'
  | 'public';

export interface ShippedPayer {
  name: string;
  kind: PayerKind;
  aliases?: readonly string[];
  selfFunded?: boolean;
  /** The id by which clearinghouses know it; left out where it is not the same at all of them. */
  electronicId?: string;
  /** Two-letter code, where the plan serves one state. */
  state?: string;
  /** One sentence the desk shows beside the payer. */
  fact?: string;
}
