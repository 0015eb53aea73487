import { useStore } from 'react-admin';

/** How an alert may reach a colleague besides the page itself. Both only when they chose it. */
export interface AlertPreference {
  notify: boolean;
  sound: boolean;
}

/** The preference is kept on the server, like the theme. */
export const useAlertPreference = () =>
  useStore<AlertPreference>('alerts', { notify: false, sound: false });

/** What the browser lets us do: it asks the person once, and remembers. */
export const notificationsAre = (): NotificationPermission | 'missing' =>
  'Notification' in window ? Notification.permission : 'missing';

/** Says, outside the page, that somebody may be in danger; nothing that names them. */
export function notifyOutside(leadNumber: number, onClick: () => void): void {
  if (notificationsAre() !== 'granted') return;
  const note = new Notification('Bridgeline: a human is needed now', {
    body: `Lead #${leadNumber}. Open the desk.`,
    tag: `alert-${leadNumber}`,
    requireInteraction: true,
  });
  note.addEventListener('click', () => {
    window.focus();
    note.close();
    onClick();
  });
}

/** Two short tones, made here: no file is loaded. */
export function ring(): void {
  const audio = new AudioContext();
  for (const [start, pitch] of [
    [0, 880],
    [0.25, 660],
  ] as const) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.2, audio.currentTime + start);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + start + 0.22);
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + start);
    tone.stop(audio.currentTime + start + 0.24);
  }
  setTimeout(() => void audio.close(), 1000);
}
