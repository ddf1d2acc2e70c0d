import { useEffect } from 'react';
import { notifyUntilSeen } from './toast.tsx';

/** Says that this page stands in for one whose process ended; the main process loads it with a mark on its address. */
export function useStartedAgain(): void {
  useEffect(() => {
    if (new URLSearchParams(window.location.search).has('again')) notifyUntilSeen('started-again', 'The window had to be started again', 'What drew it had ended. Everything you recorded is safe; what was only typed may have to be typed again.');
  }, []);
}
