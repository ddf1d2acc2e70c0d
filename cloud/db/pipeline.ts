/**
 * Connections for the one hot statement: many small ones travel together instead of one connection each.
 *
 * What is asked in the same turn of the event loop is written at once and answered in order; waking the database for
 * every single statement costs more than the statement does. Each stays its own transaction.
 */
import { Socket } from 'node:net';
import pg from 'pg';

/** Takes statements that finish in well under a millisecond: a slow one holds up those behind it. */
export interface Pipeline {
  query<R extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<R>>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

interface Lane {
  readonly client: pg.Client;
  readonly socket: Socket;
  readonly connected: Promise<pg.Client>;
}

/** Connects when first asked, and again after a connection was lost; statements under way then are rejected. */
export function createPipeline(config: pg.ClientConfig, connections: number): Pipeline {
  const lanes: (Lane | null)[] = Array.from({ length: connections }, () => null);
  let turn = 0;
  let corked: Socket | null = null;

  function open(at: number): Lane {
    const socket = new Socket();
    const client = new pg.Client({ ...config, stream: () => socket, pipeline: true });
    const lane = { client, socket, connected: client.connect().then(() => client) };
    const drop = (): void => {
      if (lanes[at] === lane) lanes[at] = null;
    };
    client.on('error', drop);
    client.on('end', drop);
    lane.connected.catch(drop);
    return lane;
  }

  /** Holds back what is written to this socket until the requests of this turn have all been read. */
  function gather(socket: Socket): void {
    if (corked !== null) return;
    corked = socket;
    socket.cork();
    setImmediate(() => {
      corked = null;
      turn = (turn + 1) % connections;
      socket.uncork();
    });
  }

  return {
    async query(statement) {
      const lane = (lanes[turn] ??= open(turn));
      const client = await lane.connected;
      gather(lane.socket);
      return client.query(statement);
    },
    async close() {
      await Promise.all(lanes.map(async (lane) => lane?.connected.then((client) => client.end()).catch(() => undefined)));
    },
  };
}
