import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import type { ContentBlock, ContentRun } from '#contract';

/** The parts of a text, in the desk's own look. Links lead nowhere from here. */
export function PreviewBlocks({ blocks }: { blocks: readonly ContentBlock[] }) {
  return blocks.map((block, at) => <Part key={at} block={block} />);
}

function Part({ block }: { block: ContentBlock }) {
  switch (block.kind) {
    case 'heading':
      return (
        <Typography
          component="p"
          sx={{ fontSize: block.level === 2 ? 20 : 17, fontWeight: 650, mt: 2.5, mb: 0.75 }}
        >
          <Runs runs={block.runs} />
        </Typography>
      );
    case 'paragraph':
      return (
        <Typography sx={{ mb: 1.5 }}>
          <Runs runs={block.runs} />
        </Typography>
      );
    case 'note':
      return (
        <Box
          sx={{
            borderLeft: 4,
            borderColor: 'warning.main',
            bgcolor: 'action.hover',
            px: 2,
            py: 1,
            mb: 1.5,
          }}
        >
          {block.paragraphs.map((runs, at) => (
            <Typography key={at} sx={{ fontWeight: 600 }}>
              <Runs runs={runs} />
            </Typography>
          ))}
        </Box>
      );
    case 'list':
      return (
        <Box component={block.ordered ? 'ol' : 'ul'} sx={{ pl: 3, mt: 0, mb: 1.5 }}>
          {block.items.map((runs, at) => (
            <li key={at}>
              <Runs runs={runs} />
            </li>
          ))}
        </Box>
      );
    case 'picture':
      return (
        <Box
          component="img"
          src={`/api/pictures/${block.pictureId}/480`}
          alt={block.alt}
          sx={{
            display: 'block',
            width: '100%',
            aspectRatio: '16 / 9',
            objectFit: 'cover',
            borderRadius: 2,
            mb: 1.5,
          }}
        />
      );
    case 'call':
      return (
        <Box sx={{ bgcolor: 'action.selected', borderRadius: 2, px: 2, py: 1.5, mb: 1.5 }}>
          <Typography sx={{ fontWeight: 650 }}>The number to call stands here</Typography>
          <Typography variant="body2" color="textSecondary">
            That of the visitor’s source, and the way to Get Started.
          </Typography>
        </Box>
      );
    default:
      return null;
  }
}

function Runs({ runs }: { runs: readonly ContentRun[] }) {
  return runs.map((run, at) => <Run key={at} run={run} />);
}

function Run({ run }: { run: ContentRun }) {
  const text = run.emphasis ? <em>{run.text}</em> : run.text;
  const weighed = run.strong ? <strong>{text}</strong> : text;
  if (run.href === undefined) return weighed;
  return (
    <Link component="span" underline="always" title={run.href}>
      {weighed}
    </Link>
  );
}
