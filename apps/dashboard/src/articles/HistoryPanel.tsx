import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ArticleDetail, ContentText } from '#contract';
import { sentenceOf } from '../api/refusal';
import { ActionDialog } from '../forms/ActionDialog';
import { Panel } from '../leads/page/Panel';
import { useMe } from '../session/me';
import { Moment } from '../words/Moment';
import { NameOf } from '../words/NameOf';
import { articleActions } from './article-api';
import { LANGUAGE_WORDS } from './article-words';
import { useArticleDone } from './use-article-done';

/** Every version of the page's words, latest first; an earlier one can become the newest again. */
export function HistoryPanel({ article }: { article: ArticleDetail }) {
  const mayWrite = useMe().may('content.write');
  const [restoring, setRestoring] = useState<ContentText | null>(null);
  const { data, error, isPending } = useQuery({
    queryKey: ['articles', 'texts', article.id, article.version],
    queryFn: ({ signal }) => articleActions.history(article.id, signal),
    retry: 1,
  });
  const isNewest = ({ id }: ContentText) => article.texts.some((text) => text.id === id);
  return (
    <Panel title="Versions">
      {isPending && <Skeleton height={80} />}
      {error && <Alert severity="error">{sentenceOf(error)}</Alert>}
      <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
        {data?.map((text) => (
          <Box
            component="li"
            key={text.id}
            sx={{
              display: 'flex',
              flexWrap: 'wrap',
              alignItems: 'center',
              gap: 1,
              py: 1,
              borderTop: 1,
              borderColor: 'divider',
            }}
          >
            <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
              <Typography sx={{ fontWeight: 600 }}>
                {LANGUAGE_WORDS[text.language]}, version {text.number}: {text.title}
              </Typography>
              <Typography variant="body2" color="textSecondary">
                <Moment at={text.createdAt} />
                {text.writtenBy ? (
                  <>
                    {' '}
                    by <NameOf resource="users" id={text.writtenBy} />
                  </>
                ) : (
                  ', came with Bridgeline'
                )}
                {text.grade !== null && ` · grade ${text.grade}`}
              </Typography>
            </Box>
            {mayWrite && !isNewest(text) && (
              <Button size="small" onClick={() => setRestoring(text)}>
                Bring back
              </Button>
            )}
          </Box>
        ))}
      </Box>
      {restoring && (
        <RestoreDialog article={article} text={restoring} onClose={() => setRestoring(null)} />
      )}
    </Panel>
  );
}

interface RestoreDialogProps {
  article: ArticleDetail;
  text: ContentText;
  onClose: () => void;
}

function RestoreDialog({ article, text, onClose }: RestoreDialogProps) {
  const done = useArticleDone();
  return (
    <ActionDialog
      title={`Bring back version ${text.number}`}
      submitLabel="Bring it back"
      version={article.version}
      onClose={onClose}
      onSubmit={async (version) => {
        await articleActions.restore(article.id, { version, textId: text.id });
        await done('These words are the newest draft.');
      }}
    >
      <Typography>
        Its words become the newest version. The site changes only when that is published.
      </Typography>
      <Box
        sx={{ maxHeight: 260, overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        tabIndex={0}
      >
        {text.body}
      </Box>
    </ActionDialog>
  );
}
