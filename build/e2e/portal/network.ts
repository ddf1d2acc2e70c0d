/** The way between the desktop and the service: a port of its own that can be taken away, as a network can. */
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Network {
  /** The origin by which everybody knows the service. */
  readonly url: string;
  /** Where the service listens itself. */
  readonly servicePort: number;
  /** Nobody answers any more, and what was open breaks off. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

export async function startNetwork(): Promise<Network> {
  const servicePort = await freePort();
  const sockets = new Set<Socket>();
  const make = (): Server =>
    createServer((near) => {
      const far = connect(servicePort, '127.0.0.1');
      for (const [socket, other] of [[near, far], [far, near]] as const) {
        sockets.add(socket);
        socket.on('error', () => other.destroy());
        socket.on('close', () => {
          sockets.delete(socket);
          other.destroy();
        });
      }
      near.pipe(far).pipe(near);
    });
  let server = make();
  const port = await listening(server, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    servicePort,
    async goAway() {
      const gone = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await gone;
    },
    async comeBack() {
      server = make();
      await listening(server, port);
    },
  };
}

async function listening(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server, 0);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
