import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router-dom';
import { useDocumentTitle } from './use-document-title';

/** Until one knows who is signed in. */
export function Loading() {
  return (
    <Box role="status" sx={{ minHeight: '60dvh', display: 'grid', placeItems: 'center' }}>
      <CircularProgress aria-label="Loading" />
    </Box>
  );
}

export function NotFound() {
  useDocumentTitle('Not found');
  return (
    <Box sx={{ py: 8, textAlign: 'center' }}>
      <Typography variant="h1">There is nothing here</Typography>
      <Typography color="textSecondary" sx={{ mt: 1, mb: 2 }}>
        The address is wrong, or your role does not reach this page.
      </Typography>
      <Button component={Link} to="/" variant="outlined">
        Go to today
      </Button>
    </Box>
  );
}

interface BrokenProps {
  /** Loads it again; unless given, the desk starts anew. */
  onAgain?: () => void;
}

/** A fault of ours, or a page that did not arrive. What was typed elsewhere is safe; the page starts anew. */
export function Broken({ onAgain = () => window.location.assign('/') }: BrokenProps) {
  return (
    <Box role="alert" sx={{ py: 8, px: 2, textAlign: 'center' }}>
      <Typography variant="h1">This page broke</Typography>
      <Typography color="textSecondary" sx={{ mt: 1, mb: 2 }}>
        Nothing that was saved is lost. Load the page again, once a call you are in is over; if it
        happens again, tell an administrator what you did.
      </Typography>
      <Button variant="outlined" onClick={onAgain}>
        Load again
      </Button>
    </Box>
  );
}
