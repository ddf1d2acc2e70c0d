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

export function remoteClock(app: ElectronApplication): RemoteClock {
  return {
    advance: (ms) => app.evaluate((_electron, by) => (Reflect.get(globalThis, 'holdfastTime') as Movable).advance(by), ms),
    setWall: (at) => app.evaluate((_electron, to) => (Reflect.get(globalThis, 'holdfastTime') as Movable).setWall(to), at),
    sleep: (ms) =>
      app.evaluate(({ powerMonitor }, by) => {
        (Reflect.get(globalThis, 'holdfastTime') as Movable).sleep(by);
        powerMonitor.emit('resume');
      }, ms),
    now: () => app.evaluate(() => (Reflect.get(globalThis, 'holdfastTime') as Movable).wall()),
  };
}
