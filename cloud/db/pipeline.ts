/**
 * Connections for the one hot statement: many small ones travel together instead of one connection each.
 *
 * What is asked in the same turn of the event loop is written at once and answered in order; waking the database for
 * every single statement costs more than the statement does. Each stays its own transaction.
 */
import { Socket } from 'node:net';
import pg from 'pg';

/** A statement whose answer is at most one row with one text in it; prepared once per connection under its name. */
export interface TextStatement {
  readonly name: string;
  readonly text: string;
}

/** Takes statements that finish in well under a millisecond: a slow one holds up those behind it. */
export interface Pipeline {
  /** The text, or null for NULL and for no row. */
  ask(statement: TextStatement, values: readonly string[]): Promise<string | null>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

interface Lane {
  readonly client: pg.Client;
  readonly socket: Socket;
  readonly connected: Promise<pg.Client>;
  /** Names of the statements that were prepared here. */
  readonly prepared: Set<string>;
}

interface Settle {
  done(answer: string | null): void;
  fail(error: Error): void;
}

/** The library's query without what one text needs none of: the answer's columns are neither asked for nor read, no rows are built. */
class TextQuery extends pg.Query {
  readonly name: string;
  readonly #values: string[];
  readonly #prepared: Set<string>;
  readonly #settle: Settle;
  #answer: string | null = null;

  constructor(statement: TextStatement, values: string[], prepared: Set<string>, settle: Settle) {
    super(statement.text, values);
    this.name = statement.name;
    this.#values = values;
    this.#prepared = prepared;
    this.#settle = settle;
  }

  override submit = (connection: pg.Connection): void => {
    if (!this.#prepared.has(this.name)) return pg.Query.prototype.submit.call(this, connection);
    connection.bind({ statement: this.name, values: this.#values }, true);
    connection.execute(null, true);
    connection.sync();
  };

  // What the library's client calls while the answer comes in.
  handleRowDescription(): void {}
  handleDataRow({ fields: [first] }: { fields: readonly (string | null)[] }): void {
    this.#answer = first ?? null;
  }
  handleCommandComplete(): void {
    this.#prepared.add(this.name);
  }
  handleReadyForQuery(): void {
    this.#settle.done(this.#answer);
  }
  handleError(error: Error): void {
    this.#settle.fail(error);
  }
}

/** Connects when first asked, and again after a connection was lost; statements under way then are rejected. */
export function createPipeline(config: pg.ClientConfig, connections: number): Pipeline {
  const lanes: (Lane | null)[] = Array.from({ length: connections }, () => null);
  let turn = 0;
  let corked: Socket | null = null;

  function open(at: number): Lane {
    const socket = new Socket();
    const client = new pg.Client({ ...config, stream: () => socket, pipeline: true });
    const lane: Lane = { client, socket, connected: client.connect().then(() => client), prepared: new Set() };
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
    async ask(statement, values) {
      const lane = (lanes[turn] ??= open(turn));
      const client = await lane.connected;
      gather(lane.socket);
      return new Promise((done, fail) => {
        client.query(new TextQuery(statement, [...values], lane.prepared, { done, fail }));
      });
    },
    async close() {
      await Promise.all(lanes.map(async (lane) => lane?.connected.then((client) => client.end()).catch(() => undefined)));
    },
  };
}
