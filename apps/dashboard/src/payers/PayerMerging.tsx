import Accordion from '@mui/material/Accordion';
import AccordionDetails from '@mui/material/AccordionDetails';
import AccordionSummary from '@mui/material/AccordionSummary';
import ExpandMoreIcon from '@mui/icons-material/ExpandMore';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify } from 'react-admin';
import type { PayerMergeView, PayerView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { PayerField } from '../insurance/PayerField';
import { Moment } from '../words/Moment';
import { payerActions } from './payer-api';

/** A payer that turned out to be another one, and what was merged into this one. */
export function PayerMerging({ payer, onDone }: { payer: PayerView; onDone: () => void }) {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [text, setText] = useState('');
  const [into, setInto] = useState<PayerView | null>(null);
  const [busy, setBusy] = useState(false);
  const { data: merges } = useQuery({
    queryKey: ['payers', 'merges', payer.id],
    queryFn: ({ signal }) => payerActions.merges(payer.id, signal),
    retry: 1,
  });
  const attempt = async (work: () => Promise<unknown>, sentence: string) => {
    setBusy(true);
    try {
      await work();
      await queryClient.invalidateQueries({ queryKey: ['payers'] });
      notify(sentence, { type: 'success' });
      onDone();
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Accordion disableGutters variant="outlined" sx={{ borderRadius: 1 }}>
      <AccordionSummary expandIcon={<ExpandMoreIcon />}>The same as another payer</AccordionSummary>
      <AccordionDetails sx={{ display: 'grid', gap: 2 }}>
        <Typography variant="body2" color="textSecondary">
          Its names become names of the other one, and every coverage, program and rule that names
          it names the other one. This can be undone.
        </Typography>
        <PayerField
          label="It is the same as"
          typed={text}
          problem={undefined}
          onTyped={setText}
          onChosen={setInto}
        />
        <Button
          variant="outlined"
          disabled={into === null || into.id === payer.id}
          loading={busy}
          onClick={() =>
            into &&
            void attempt(
              () => payerActions.merge(payer.id, payer.version, into.id),
              `Merged into ${into.name}.`,
            )
          }
        >
          {into && into.id !== payer.id ? `Merge into ${into.name}` : 'Merge'}
        </Button>
        {(merges ?? []).map((merge) => (
          <Merged
            key={merge.id}
            merge={merge}
            busy={busy}
            onUndo={() =>
              void attempt(() => payerActions.undo(merge.id), `${merge.merged.name} is back.`)
            }
          />
        ))}
      </AccordionDetails>
    </Accordion>
  );
}

interface MergedProps {
  merge: PayerMergeView;
  busy: boolean;
  onUndo: () => void;
}

function Merged({ merge, busy, onUndo }: MergedProps) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <Typography variant="body2" sx={{ flex: 1 }}>
        {merge.merged.name} was merged into it <Moment at={merge.at} />
        {merge.coverages > 0 && `, with ${merge.coverages} coverages`}
        {merge.undoneAt !== null && '; undone'}
      </Typography>
      {merge.undoneAt === null && (
        <Button size="small" loading={busy} onClick={onUndo}>
          Undo
        </Button>
      )}
    </Box>
  );
}
