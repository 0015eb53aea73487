import { type RefCallback, useCallback, useRef, useState } from 'react';

export interface PlayerState {
  playing: boolean;
  /** Seconds from the beginning. */
  at: number;
  broken: boolean;
}

export interface PlayerControls extends PlayerState {
  /** For the `ref` of the audio element. */
  attach: RefCallback<HTMLAudioElement>;
  toggle: () => void;
  /** Goes to a second; beyond the ends it stays at them. */
  seek: (second: number) => void;
  setRate: (rate: number) => void;
}

/** An audio element's state and what can be done to it. */
export function usePlayer(): PlayerControls {
  const audio = useRef<HTMLAudioElement | null>(null);
  const [state, setState] = useState<PlayerState>(RESTING);
  const attach = useCallback((element: HTMLAudioElement | null) => {
    audio.current = element;
    if (!element) return undefined;
    const look = () =>
      setState({
        playing: !element.paused && !element.ended,
        at: element.currentTime,
        broken: element.error !== null,
      });
    for (const name of HEARD) element.addEventListener(name, look);
    return () => {
      audio.current = null;
      for (const name of HEARD) element.removeEventListener(name, look);
    };
  }, []);
  const toggle = useCallback(() => {
    const element = audio.current;
    if (!element) return;
    if (element.paused) {
      // A refusal shows itself as the element's error.
      element.play().catch(() => undefined);
    } else element.pause();
  }, []);
  const seek = useCallback((second: number) => {
    if (audio.current) audio.current.currentTime = Math.max(0, second);
  }, []);
  const setRate = useCallback((rate: number) => {
    if (audio.current) audio.current.playbackRate = rate;
  }, []);
  return { ...state, attach, toggle, seek, setRate };
}

const RESTING: PlayerState = { playing: false, at: 0, broken: false };
const HEARD = ['play', 'pause', 'ended', 'timeupdate', 'seeked', 'error'] as const;
