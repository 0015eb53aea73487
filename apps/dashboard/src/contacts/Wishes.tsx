import TextField from '@mui/material/TextField';
import { ChoiceField } from '../forms/ChoiceField';
import type { Fields } from '../forms/use-fields';

/** What somebody wishes at a number or address, as it is typed. */
export interface WishFields {
  safeToVoicemail: string;
  safeToText: string;
  preferredTime: string;
}

export const NO_WISHES: WishFields = { safeToVoicemail: '', safeToText: '', preferredTime: '' };

const SAFE = [
  { code: 'yes', label: 'Safe' },
  { code: 'no', label: 'Not safe' },
];

const asked = (answer: string) => (answer === '' ? null : answer === 'yes');
const answered = (value: boolean | null) => (value === null ? '' : value ? 'yes' : 'no');

/** The wishes as the desk keeps them; null: they were not asked. */
export const wishesOf = ({ safeToVoicemail, safeToText, preferredTime }: WishFields) => ({
  safeToVoicemail: asked(safeToVoicemail),
  safeToText: asked(safeToText),
  preferredTime: preferredTime.trim() || null,
});

export const wishFieldsOf = (point: {
  safeToVoicemail: boolean | null;
  safeToText: boolean | null;
  preferredTime: string | null;
}): WishFields => ({
  safeToVoicemail: answered(point.safeToVoicemail),
  safeToText: answered(point.safeToText),
  preferredTime: point.preferredTime ?? '',
});

interface WishesProps<T extends WishFields> {
  form: Fields<T>;
  phone: boolean;
}

/** Whether a voicemail and a text are safe there, and the best time. */
export function Wishes<T extends WishFields>({ form, phone }: WishesProps<T>) {
  return (
    <>
      {phone && (
        <ChoiceField
          label="A voicemail there is"
          none="Not asked"
          choices={SAFE}
          {...form.text('safeToVoicemail')}
        />
      )}
      {phone && (
        <ChoiceField
          label="A text there is"
          none="Not asked"
          choices={SAFE}
          {...form.text('safeToText')}
        />
      )}
      <TextField label="Best time" autoComplete="off" {...form.text('preferredTime')} />
    </>
  );
}
