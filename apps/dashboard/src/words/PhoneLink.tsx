import Link from '@mui/material/Link';
import { phoneInWords } from './phone';

interface PhoneLinkProps {
  value: string;
  strong?: boolean;
  /** Like the words around it, where they stand on a colour. */
  plain?: boolean;
}

/** A number one can call with a click. */
export function PhoneLink({ value, strong = false, plain = false }: PhoneLinkProps) {
  return (
    <Link
      href={`tel:${value}`}
      underline={plain ? 'always' : 'hover'}
      color={plain ? 'inherit' : 'primary'}
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
