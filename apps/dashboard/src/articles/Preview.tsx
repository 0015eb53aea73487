import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { ContentLanguage } from '#contract';
import { sentenceOf } from '../api/refusal';
import { useSettled } from '../layout/use-settled';
import { articleActions } from './article-api';
import { PreviewBlocks } from './PreviewBlocks';

interface PreviewProps {
  language: ContentLanguage;
  title: string;
  teaser: string;
  body: string;
}

/** The highest school grade that a text of ours should ask for. */
const GRADE = 8;

/** How the site will show what is typed, how hard it reads, and what of it will not show. */
export function Preview({ language, title, teaser, body }: PreviewProps) {
  const settled = useSettled(body, 400);
  const { data, error } = useQuery({
    queryKey: ['article-preview', language, settled],
    queryFn: () => articleActions.preview(language, settled),
    enabled: settled.trim() !== '',
    placeholderData: (before) => before,
    retry: false,
  });
  return (
    <Box component="section" aria-label="How it reads" sx={{ minWidth: 0 }}>
      <Typography variant="h3" component="h2" sx={{ mb: 1 }}>
        How it reads
      </Typography>
      {data && settled.trim() !== '' && (
        <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
          {data.words} words
          {data.grade === null ? '' : ` · school grade ${data.grade}`}
          {data.grade !== null && data.grade > GRADE && ' · shorter words and sentences would help'}
        </Typography>
      )}
      {error && <Alert severity="error">{sentenceOf(error)}</Alert>}
      {data?.problems.map((problem) => (
        <Alert key={problem} severity="warning" sx={{ mb: 1 }}>
          {problem}
        </Alert>
      ))}
      <Box
        lang={language}
        sx={{
          p: { xs: 2, sm: 3 },
          border: 1,
          borderColor: 'divider',
          borderRadius: 2,
          maxHeight: { lg: 980 },
          overflow: 'auto',
          overflowWrap: 'anywhere',
        }}
        // Long texts scroll in it, so the keyboard has to get there.
        tabIndex={0}
        role="region"
        aria-label="Preview"
      >
        {title === '' && body.trim() === '' ? (
          <Typography variant="body2" color="textSecondary">
            What you write appears here as visitors will read it.
          </Typography>
        ) : (
          <>
            <Typography
              component="p"
              sx={{ fontSize: 26, fontWeight: 650, lineHeight: 1.2, mb: 1 }}
            >
              {title}
            </Typography>
            <Typography sx={{ fontSize: 17, mb: 2 }}>{teaser}</Typography>
            {data && settled.trim() !== '' && <PreviewBlocks blocks={data.blocks} />}
          </>
        )}
      </Box>
    </Box>
  );
}
