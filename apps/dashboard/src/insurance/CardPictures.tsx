import AddAPhotoOutlinedIcon from '@mui/icons-material/AddAPhotoOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useRef, useState } from 'react';
import { useNotify } from 'react-admin';
import { CARD_SIDES, type CardSide, type CoverageView } from '#contract';
import { sentenceOf } from '../api/refusal';
import { useRefreshLead } from '../leads/actions/use-lead-done';
import { cardAddress, coverageActions, keepCard } from './insurance-api';

/** Front and back of the card: looked at when asked for, for each look is put on record. */
export function CardPictures({ coverage, mayAdd }: { coverage: CoverageView; mayAdd: boolean }) {
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1 }}>
      {CARD_SIDES.map(({ code, label }) => (
        <Side key={code} coverage={coverage} side={code} label={label} mayAdd={mayAdd} />
      ))}
    </Box>
  );
}

interface SideProps {
  coverage: CoverageView;
  side: CardSide;
  label: string;
  mayAdd: boolean;
}

function Side({ coverage, side, label, mayAdd }: SideProps) {
  const notify = useNotify();
  const refresh = useRefreshLead();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [seen, setSeen] = useState(false);
  const card = coverage.cards.find((one) => one.side === side);
  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
      await refresh(coverage.leadId);
    } catch (cause) {
      notify(sentenceOf(cause), { type: 'warning' });
    } finally {
      setBusy(false);
    }
  };
  if (card) {
    return (
      <Box sx={{ flex: '1 1 140px', maxWidth: 320 }}>
        {seen && (
          <Box
            component="img"
            // A newer picture of the same side is another picture.
            src={`${cardAddress(coverage.id, side)}?at=${encodeURIComponent(card.addedAt)}`}
            alt={`Insurance card, ${label.toLowerCase()}`}
            sx={{
              width: '100%',
              borderRadius: 1,
              border: 1,
              borderColor: 'divider',
              display: 'block',
            }}
          />
        )}
        <Button size="small" aria-pressed={seen} onClick={() => setSeen(!seen)}>
          {seen ? 'Hide' : 'Show'} card, {label.toLowerCase()}
        </Button>
        {seen && mayAdd && (
          <Button
            size="small"
            color="error"
            loading={busy}
            onClick={() => void attempt(() => coverageActions.removeCard(coverage.id, side))}
          >
            Remove
          </Button>
        )}
      </Box>
    );
  }
  if (!mayAdd) return null;
  return (
    <>
      <Box
        component="input"
        type="file"
        ref={input}
        accept="image/jpeg,image/png,image/webp"
        aria-label={`Picture of the card, ${label.toLowerCase()}`}
        tabIndex={-1}
        sx={{ display: 'none' }}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void attempt(() => keepCard(coverage.id, side, file));
        }}
      />
      <Button
        size="small"
        color="secondary"
        startIcon={<AddAPhotoOutlinedIcon />}
        loading={busy}
        onClick={() => input.current?.click()}
      >
        Card, {label.toLowerCase()}
      </Button>
    </>
  );
}
