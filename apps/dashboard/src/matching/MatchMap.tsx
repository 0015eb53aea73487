import 'leaflet/dist/leaflet.css';
import Box from '@mui/material/Box';
import { type Theme, useTheme } from '@mui/material/styles';
import {
  divIcon,
  geoJSON,
  type LatLngExpression,
  map,
  marker,
  type Map as LeafletMap,
} from 'leaflet';
import { feature } from 'topojson-client';
import { useEffect, useRef } from 'react';
import states from 'us-atlas/states-10m.json';
import type { MatchPlace, MatchView, RankedProgram } from '#contract';

interface MatchMapProps {
  programs: readonly RankedProgram[];
  places: ReadonlyMap<string, MatchPlace>;
  around: MatchView['around'];
  currentId: string | undefined;
  onChoose: (programId: string) => void;
}

type Atlas = Parameters<typeof feature>[0];

/**
 * Where the programs are, over the outlines of the states (Census Bureau, in our own files: nothing is fetched from
 * elsewhere). Everything on it is in the list beside it, which is what a screen reader is given.
 */
export default function MatchMap({ programs, places, around, currentId, onChoose }: MatchMapProps) {
  const holder = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const choose = useRef(onChoose);
  choose.current = onChoose;
  useEffect(() => {
    if (!holder.current) return undefined;
    const shown = outline(holder.current, theme);
    const points: LatLngExpression[] = [];
    if (around) {
      points.push([around.latitude, around.longitude]);
      pin(shown, [around.latitude, around.longitude], 'home', `ZIP ${around.zip}`, 1000);
    }
    for (const program of programs.toReversed()) {
      const place = places.get(program.facilityId);
      if (place?.latitude == null || place.longitude == null) continue;
      const at: LatLngExpression = [place.latitude, place.longitude];
      points.push(at);
      const current = program.programId === currentId;
      const words = `${program.rank}. ${program.facilityName}`;
      const one = pin(
        shown,
        at,
        current ? 'current' : 'other',
        words,
        500 - program.rank,
        program.rank,
      );
      one.on('click', () => choose.current(program.programId));
    }
    if (points.length > 0) {
      shown.fitBounds(points as [number, number][], {
        padding: [36, 36],
        maxZoom: 9,
        animate: false,
      });
    }
    return () => {
      shown.remove();
    };
  }, [programs, places, around, currentId, theme]);
  return (
    <Box
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 2,
        overflow: 'hidden',
        isolation: 'isolate',
        '& .leaflet-container': { bgcolor: 'background.default', font: 'inherit' },
        '& .leaflet-control-zoom a': {
          bgcolor: 'background.paper',
          color: 'text.primary',
          borderColor: 'divider',
        },
        '& .leaflet-control-attribution': {
          bgcolor: 'background.paper',
          color: 'text.secondary',
          px: 1,
          fontSize: '0.75rem',
        },
        '& .match-pin': {
          display: 'grid',
          placeItems: 'center',
          borderRadius: '50%',
          border: 2,
          borderColor: 'background.paper',
          fontWeight: 650,
          fontSize: '0.8125rem',
          bgcolor: 'primary.main',
          color: 'primary.contrastText',
        },
        '& .match-pin.current': { outline: 3, outlineColor: theme.palette.text.primary },
        '& .match-pin.home': {
          bgcolor: 'error.main',
          color: 'error.contrastText',
          borderRadius: '4px',
        },
      }}
    >
      <Box
        ref={holder}
        role="region"
        aria-label="Map of the programs; the list has the same places with their distance"
        sx={{ height: { xs: 300, sm: 420 } }}
      />
    </Box>
  );
}

function outline(holder: HTMLElement, { palette }: Theme): LeafletMap {
  const shown = map(holder, {
    attributionControl: true,
    scrollWheelZoom: false,
    zoomAnimation: false,
    fadeAnimation: false,
    minZoom: 3,
    maxZoom: 11,
  }).setView([39, -97], 4);
  shown.attributionControl.setPrefix(false).addAttribution('Outlines: US Census Bureau');
  const atlas = states as unknown as Atlas & { objects: { states: Atlas['objects'][string] } };
  geoJSON(feature(atlas, atlas.objects.states), {
    interactive: false,
    style: {
      color: palette.divider,
      weight: 1.25,
      fillColor: palette.background.paper,
      fillOpacity: 1,
    },
  }).addTo(shown);
  return shown;
}

function pin(
  shown: LeafletMap,
  at: LatLngExpression,
  look: 'home' | 'current' | 'other',
  words: string,
  zIndexOffset: number,
  rank?: number,
) {
  const icon = divIcon({
    className: `match-pin ${look}`,
    html: rank === undefined ? '' : String(rank),
    iconSize: rank === undefined ? [16, 16] : [28, 28],
  });
  return marker(at, {
    icon,
    title: words,
    alt: words,
    zIndexOffset,
    keyboard: rank !== undefined,
  }).addTo(shown);
}
