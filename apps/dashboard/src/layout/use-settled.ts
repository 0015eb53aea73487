import { useEffect, useState } from 'react';

/** What was typed, trimmed, once nothing more is typed for a while; nothing until then. */
export function useSettled(typed: string, pauseMs: number): string {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [typed, pauseMs]);
  return settled;
}
