/** Moves the app's clock by hand; the app has to be started with HOLDFAST_TEST_CLOCK. */
import type { ElectronApplication } from '@playwright/test';

export interface RemoteClock {
  /** Time passes. */
  advance(ms: number): Promise<void>;
  /** Somebody sets the computer's clock. */
  setWall(at: number): Promise<void>;
  /** The machine sleeps and wakes up. */
  sleep(ms: number): Promise<void>;
  now(): Promise<number>;
}

interface Movable {
  wall(): number;
  advance(ms: number): void;
  setWall(at: number): void;
  sleep(ms: number): void;
}

type Move = { by: 'advance' | 'setWall' | 'sleep'; ms: number };

export function remoteClock(app: ElectronApplication): RemoteClock {
  // A debugger's call may come in the middle of what the app is doing, where time never changes. A task of its own does not.
  const move = (wanted: Move) =>
    app.evaluate(
      ({ powerMonitor }, { by, ms }) =>
        new Promise<void>((resolve) => {
          setImmediate(() => {
            (Reflect.get(globalThis, 'holdfastTime') as Movable)[by](ms);
            if (by === 'sleep') powerMonitor.emit('resume');
            resolve();
          });
        }),
      wanted,
    );
  return {
    advance: (ms) => move({ by: 'advance', ms }),
    setWall: (at) => move({ by: 'setWall', ms: at }),
    sleep: (ms) => move({ by: 'sleep', ms }),
    now: () => app.evaluate(() => (Reflect.get(globalThis, 'holdfastTime') as Movable).wall()),
  };
}
