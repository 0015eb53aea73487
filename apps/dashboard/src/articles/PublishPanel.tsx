import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { ArticleDetail, ContentLanguage, ContentText } from '#contract';
import { ActionDialog } from '../forms/ActionDialog';
import { useFields } from '../forms/use-fields';
import { WhenField } from '../forms/WhenField';
import { Panel } from '../leads/page/Panel';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { articleActions } from './article-api';
import { LANGUAGE_WORDS, reviewInWords } from './article-words';
import { ReviewDialog } from './ReviewDialog';
import { StandingMark } from './StandingMark';
import { useArticleDone } from './use-article-done';

interface PublishPanelProps {
  article: ArticleDetail;
  /** The newest text of the language that is looked at. */
  text: ContentText | undefined;
  unsaved: boolean;
  language: ContentLanguage;
}

/** What the public reads of a language, and the decisions on it: now, later, off, reviewed. */
export function PublishPanel({ article, text, unsaved, language }: PublishPanelProps) {
  const mayPublish = useMe().may('content.publish');
  const [open, setOpen] = useState<'publish' | 'withdraw' | 'review' | null>(null);
  const standing = article.standings.find((one) => one.language === language);
  if (!standing || !text) return null;
  const close = () => setOpen(null);
  const word = LANGUAGE_WORDS[language];
  return (
    <Panel title={`On the site, ${word}`}>
      <Stack spacing={1.5}>
        <div>
          <StandingMark standing={standing} />
        </div>
        <Typography>
          {standing.publicNumber === null ? (
            'Nothing of it is public.'
          ) : (
            <>
              Version {standing.publicNumber} is public
              {standing.publicSince && (
                <>
                  {' '}
                  since <Moment at={standing.publicSince} />
                </>
              )}
              {article.path && (
                <>
                  {' '}
                  at <strong>{article.path}</strong>
                </>
              )}
              . The newest is version {standing.newest}.
            </>
          )}{' '}
          {standing.plannedAt && (
            <>
              Version {standing.plannedNumber} follows <Moment at={standing.plannedAt} />.
            </>
          )}
        </Typography>
        <Typography color="textSecondary">
          {reviewInWords(standing)}
          {standing.reviewedOn && `, ${standing.reviewedOn}`}.{' '}
          {text.grade !== null && `It reads like school grade ${text.grade}.`}
        </Typography>
        {mayPublish && (
          <Stack direction="row" useFlexGap spacing={1} sx={{ flexWrap: 'wrap' }}>
            <Button variant="contained" disabled={unsaved} onClick={() => setOpen('publish')}>
              Publish version {standing.newest}
            </Button>
            <Button variant="outlined" disabled={unsaved} onClick={() => setOpen('review')}>
              Put down a review
            </Button>
            {(standing.publicNumber !== null || standing.plannedNumber !== null) && (
              <Button color="error" disabled={unsaved} onClick={() => setOpen('withdraw')}>
                Take off the site
              </Button>
            )}
          </Stack>
        )}
        {unsaved && (
          <Typography variant="body2" color="textSecondary">
            Save the draft first; what is published is what was saved.
          </Typography>
        )}
      </Stack>
      {open === 'publish' && <PublishDialog article={article} text={text} onClose={close} />}
      {open === 'withdraw' && (
        <WithdrawDialog article={article} language={language} onClose={close} />
      )}
      {open === 'review' && <ReviewDialog article={article} text={text} onClose={close} />}
    </Panel>
  );
}

interface TextDialogProps {
  article: ArticleDetail;
  text: ContentText;
  onClose: () => void;
}

function PublishDialog({ article, text, onClose }: TextDialogProps) {
  const form = useFields({ at: '' });
  const done = useArticleDone();
  return (
    <ActionDialog
      title={`Publish version ${text.number}, ${LANGUAGE_WORDS[text.language]}`}
      submitLabel={form.values.at === '' ? 'Publish now' : 'Plan it'}
      version={article.version}
      setErrors={form.setErrors}
      onClose={onClose}
      onSubmit={async (version) => {
        const at = form.values.at === '' ? null : new Date(form.values.at).toISOString();
        await articleActions.publish(article.id, { version, textId: text.id, at });
        await done(at === null ? 'It is on the site within 15 seconds.' : 'It is planned.');
      }}
    >
      <Typography>
        Visitors read these words from then on. What was planned before for this language is
        dropped.
      </Typography>
      <WhenField
        type="datetime-local"
        label="Not before"
        {...form.text('at')}
        helperText={form.errors.at ?? 'Empty: now. In your own time zone.'}
      />
    </ActionDialog>
  );
}

function WithdrawDialog({
  article,
  language,
  onClose,
}: Pick<TextDialogProps, 'article' | 'onClose'> & { language: ContentLanguage }) {
  const done = useArticleDone();
  return (
    <ActionDialog
      title={`Take ${LANGUAGE_WORDS[language]} off the site`}
      submitLabel="Take it off"
      version={article.version}
      onClose={onClose}
      onSubmit={async (version) => {
        await articleActions.withdraw(article.id, { version, language });
        await done('It leaves the site within 15 seconds.');
      }}
    >
      <Typography>
        Links to it lead to a page that says that there is nothing here. Its words are kept, and may
        be published again.
      </Typography>
    </ActionDialog>
  );
}
