import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { ArticleDetail, ContentText } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { WhenField } from '../forms/WhenField';
import { articleActions } from './article-api';
import { useArticleDone } from './use-article-done';

interface ReviewDialogProps {
  article: ArticleDetail;
  text: ContentText;
  onClose: () => void;
}

/** Puts down who looked at these words, with what training, and when. The site says so under the title. */
export function ReviewDialog({ article, text, onClose }: ReviewDialogProps) {
  const form = useFields({
    reviewer: '',
    credentials: '',
    reviewedOn: new Date().toLocaleDateString('sv-SE'),
  });
  const done = useArticleDone();
  return (
    <ActionDialog
      title={`Review of version ${text.number}`}
      submitLabel="Put down"
      version={article.version}
      setErrors={form.setErrors}
      disabled={form.values.reviewer.trim() === ''}
      onClose={onClose}
      onSubmit={async (version) => {
        await articleActions.review(article.id, { version, textId: text.id, ...form.values });
        await done('The review is put down. The site says so.');
      }}
    >
      <Typography>
        Only for somebody who has read this version and stands for it. Other words need another
        review.
      </Typography>
      <TextField required label="Who" autoComplete="off" {...form.text('reviewer')} />
      <TextField
        label="Credentials"
        autoComplete="off"
        {...form.text('credentials')}
        helperText={form.errors.credentials ?? 'Such as MD, LCSW. May be empty.'}
      />
      <WhenField type="date" label="On" {...form.text('reviewedOn')} />
    </ActionDialog>
  );
}
