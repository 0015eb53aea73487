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

/** A fault of ours. What was typed elsewhere is safe; the page starts anew. */
export function Broken() {
  return (
    <Box role="alert" sx={{ py: 8, px: 2, textAlign: 'center' }}>
      <Typography variant="h1">This page broke</Typography>
      <Typography color="textSecondary" sx={{ mt: 1, mb: 2 }}>
        That is our mistake. Nothing that was saved is lost. Load the page again; if it happens
        again, tell an administrator what you did.
      </Typography>
      <Button variant="outlined" onClick={() => window.location.assign('/')}>
        Load again
      </Button>
    </Box>
  );
}
