import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { fillTemplate, type MessageChannel, TEMPLATE_VARIABLES } from '#contract';
import type { TypedText, unsafeAt } from './template-texts';

interface TextPreviewProps {
  channel: MessageChannel;
  text: TypedText;
  unsafe: ReturnType<typeof unsafeAt>;
}

/** How the words read, filled with examples; the word that must go is marked. */
export function TextPreview({ channel, text, unsafe }: TextPreviewProps) {
  const subject = fillTemplate(text.subject, TEMPLATE_VARIABLES).text;
  const body = fillTemplate(text.body, TEMPLATE_VARIABLES).text;
  return (
    <Box component="section" aria-label="How it reads">
      <Typography variant="h3" component="h2" sx={{ mb: 1 }}>
        How it reads, with examples
      </Typography>
      <Box
        sx={{
          px: 2,
          py: 1.5,
          minHeight: 96,
          borderRadius: 2,
          bgcolor: 'action.selected',
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
        }}
      >
        {channel === 'email' && (
          <Typography sx={{ fontWeight: 650, mb: 1 }}>
            <Marked text={subject} word={unsafe?.field === 'subject' ? unsafe.word : null} />
          </Typography>
        )}
        {body === '' ? (
          <Typography color="textSecondary" variant="body2">
            What you write appears here as the person will read it, with made-up names and times.
          </Typography>
        ) : (
          <Marked text={body} word={unsafe?.field === 'body' ? unsafe.word : null} />
        )}
      </Box>
    </Box>
  );
}

function Marked({ text, word }: { text: string; word: string | null }) {
  const at = word === null ? -1 : text.indexOf(word);
  if (word === null || at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <Box
        component="mark"
        sx={{ bgcolor: 'error.main', color: 'error.contrastText', borderRadius: 0.5, px: 0.25 }}
      >
        {word}
      </Box>
      {text.slice(at + word.length)}
    </>
  );
}
