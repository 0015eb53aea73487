import { ChoiceField } from '../forms/ChoiceField';

const SAYERS = [
  { code: 'facility', label: 'The facility told us' },
  { code: 'staff', label: 'We looked it up' },
];

/** Whose word it is that one writes down. */
export function SaidByField(props: {
  value: string;
  onChange: (event: { target: { value: string } }) => void;
}) {
  return <ChoiceField label="Whose word is it?" choices={SAYERS} {...props} />;
}
