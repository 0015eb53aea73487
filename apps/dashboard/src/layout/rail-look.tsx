import type { Place } from './navigation';

/** How a place of the rail looks, by whether it is where one is. */
export const railLook = (here: boolean) => ({
  display: 'grid',
  justifyItems: 'center',
  gap: 0.25,
  py: 0.875,
  flexShrink: 0,
  borderRadius: 2,
  textAlign: 'center',
  textDecoration: 'none',
  fontSize: '0.75rem',
  fontWeight: here ? 650 : 500,
  color: here ? 'primary.main' : 'text.secondary',
  bgcolor: here ? 'action.selected' : 'transparent',
  '&:hover': { bgcolor: here ? 'action.selected' : 'action.hover', color: 'primary.main' },
});

export function RailFace({ icon: Icon, label }: Pick<Place, 'icon' | 'label'>) {
  return (
    <>
      <Icon sx={{ fontSize: 22 }} aria-hidden />
      {label}
    </>
  );
}
