import Box from '@mui/material/Box';
import { useMemo } from 'react';
import { encode } from 'uqr';
import { darkModules } from './dark-modules';

/** Squares of nothing around it, by which a camera finds its edge (ISO/IEC 18004). */
const QUIET = 4;

interface QrCodeProps {
  /** What a camera reads; it is drawn here and goes nowhere. */
  text: string;
  label: string;
}

/** A text for a camera: dark on light in either theme, because many cameras read nothing else. */
export default function QrCode({ text, label }: QrCodeProps) {
  const { size, path } = useMemo(() => {
    const { size: squares, data } = encode(text, { ecc: 'M', border: QUIET });
    return { size: squares, path: darkModules(data) };
  }, [text]);
  return (
    <Box
      component="svg"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      sx={{ display: 'block', width: 216, maxWidth: '100%', bgcolor: '#fff', borderRadius: 2 }}
    >
      <path d={path} fill="#000" />
    </Box>
  );
}
