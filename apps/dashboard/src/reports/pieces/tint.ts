import { decomposeColor, getContrastRatio, recomposeColor } from '@mui/material/styles';

/**
 * A tint of a colour on a ground, `strength` 0 (the ground) to 1 (the colour), and the ink that can be read on
 * it: of black and white one always has a contrast of 4.5 and more. Colours are hex or rgb().
 */
export function tint(
  colour: string,
  ground: string,
  strength: number,
): { bgcolor: string; color: string } {
  const [over, under] = [decomposeColor(colour), decomposeColor(ground)];
  const mixed = [0, 1, 2].map((at) =>
    Math.round((under.values[at] ?? 0) * (1 - strength) + (over.values[at] ?? 0) * strength),
  );
  const [red = 0, green = 0, blue = 0] = mixed;
  const bgcolor = recomposeColor({ type: 'rgb', values: [red, green, blue] });
  const onWhite = getContrastRatio('#fff', bgcolor);
  return { bgcolor, color: onWhite >= getContrastRatio('#000', bgcolor) ? '#fff' : '#000' };
}
