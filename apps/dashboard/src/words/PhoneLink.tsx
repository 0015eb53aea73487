import Link from '@mui/material/Link';
import { phoneInWords } from './phone';

/** A number one can call with a click. */
export function PhoneLink({ value, strong = false }: { value: string; strong?: boolean }) {
  return (
    <Link
      href={`tel:${value}`}
      underline="hover"
      onClick={(event) => event.stopPropagation()}
      sx={{
        whiteSpace: 'nowrap',
        // One that stands for itself is large enough for a finger.
        ...(strong && { display: 'inline-block', py: 0.5, fontWeight: 650 }),
      }}
    >
      {phoneInWords(value)}
    </Link>
  );
}
