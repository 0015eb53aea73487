import Box from '@mui/material/Box';
import { Fragment } from 'react';
import { NameOf } from '../words/NameOf';
import { piecesOf } from './mention-text';

/** A note with the colleagues it names by their names. */
export function MentionText({ text }: { text: string }) {
  return piecesOf(text).map((piece, index) =>
    'id' in piece ? (
      <Box key={index} component="strong" sx={{ color: 'primary.main' }}>
        @<NameOf resource="users" id={piece.id} />
      </Box>
    ) : (
      <Fragment key={index}>{piece.words}</Fragment>
    ),
  );
}
