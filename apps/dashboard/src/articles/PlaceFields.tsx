import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { CONTENT_KINDS, type ContentKind } from '#contract';
import { ChoiceField } from '../forms/ChoiceField';
import type { Fields } from '../forms/use-fields';
import { PayerField } from '../insurance/PayerField';

export interface PlaceValues {
  kind: ContentKind;
  slug: string;
  payerId: string | null;
  /** What is typed to find the payer. */
  payerTyped: string;
  position: string;
}

interface PlaceFieldsProps {
  form: Fields<PlaceValues>;
  /** The address as it will be, made from the title while none is typed. */
  slug: string;
  isNew: boolean;
  readOnly: boolean;
}

/** What kind of page it is, its address, and its place in lists. */
export function PlaceFields({ form, slug, isNew, readOnly }: PlaceFieldsProps) {
  const { kind } = form.values;
  return (
    <Stack spacing={2} sx={{ pt: 1 }}>
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2}>
        {isNew && <ChoiceField label="Kind" choices={CONTENT_KINDS} {...form.text('kind')} />}
        <TextField
          fullWidth
          label="Address"
          autoComplete="off"
          disabled={readOnly}
          {...form.text('slug')}
          value={slug}
          helperText={form.errors.slug ?? ADDRESSES[kind](slug)}
        />
        <TextField
          label="Place in lists"
          type="number"
          disabled={readOnly}
          {...form.text('position')}
          helperText={form.errors.position ?? 'Lowest first'}
          sx={{ minWidth: 140 }}
        />
      </Stack>
      {isNew && kind === 'payer' && (
        <PayerField
          label="Whose page"
          typed={form.values.payerTyped}
          problem={form.errors.payerId}
          onTyped={(payerTyped) => form.set({ payerTyped })}
          onChosen={(payer) => form.set({ payerId: payer?.id ?? null })}
        />
      )}
    </Stack>
  );
}

const ADDRESSES: Record<ContentKind, (slug: string) => string> = {
  article: (slug) => `On the site at /articles/${slug}. Once public, it stays.`,
  page: (slug) => `On the site at /${slug}. Once public, it stays.`,
  faq: () => 'Shown among the questions of the first page.',
  payer: () => 'Shown on the page of this payer.',
};
