/** Every guard of the window, attacked in the running app. What is tried here has to fail, and to leave the app working. */
import { createServer, type Server } from 'node:http';
import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { expect, test, type Desk } from './fixtures/app.ts';

/** A server that notes every request, of any kind, that reaches it. */
async function listener(): Promise<{ origin: string; hits: string[]; close: () => void }> {
  const hits: string[] = [];
  const server: Server = createServer((request, response) => {
    hits.push(`${request.method} ${request.url}`);
    response.setHeader('access-control-allow-origin', '*');
    response.end('reached');
  });
  // Even a connection that asks for nothing tells somebody something.
  server.on('connection', () => hits.push('connection'));
  server.on('upgrade', (request, socket) => {
    hits.push(`UPGRADE ${request.url}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, hits, close: () => server.close() };
}

/** The page is still the app's own, still alone, and still has its bridge. */
async function standsFirm({ app, page, errors }: Desk): Promise<void> {
  expect(page.url()).toMatch(/^app:\/\/holdfast\//);
  await expect.poll(() => app.windows().length).toBe(1);
  expect(await page.evaluate(() => typeof Reflect.get(window, 'holdfast'))).toBe('object');
  // The attacks are reported in the console; those are the errors that belong to this test.
  errors.length = 0;
}

/** Takes one guard away, so that the one under test stands alone. */
async function liftRequestGuard({ app }: Desk): Promise<void> {
  await app.evaluate(({ session }) => session.defaultSession.webRequest.onBeforeRequest(null));
}

test('no way of asking for something reaches the network', async ({ desk }) => {
  const server = await listener();
  const outcome = await desk.page.evaluate(async (origin) => {
    const settled = (start: (done: (how: string) => void) => void) =>
      new Promise<string>((resolve) => {
        setTimeout(() => resolve('nothing'), 1500);
        try {
          start(resolve);
        } catch (error) {
          resolve(`threw ${String(error)}`);
        }
      });
    const element = <K extends keyof HTMLElementTagNameMap>(name: K, set: (made: HTMLElementTagNameMap[K]) => void) =>
      settled((done) => {
        const made = document.createElement(name);
        made.addEventListener('load', () => done('loaded'));
        made.addEventListener('error', () => done('refused'));
        set(made);
        document.body.append(made);
      });
    return Promise.all([
      fetch(`${origin}/fetch`).then(
        () => 'loaded',
        () => 'refused',
      ),
      fetch(`${origin}/opaque`, { mode: 'no-cors' }).then(
        () => 'loaded',
        () => 'refused',
      ),
      settled((done) => {
        const request = new XMLHttpRequest();
        request.addEventListener('load', () => done('loaded'));
        request.addEventListener('error', () => done('refused'));
        request.open('POST', `${origin}/xhr`);
        request.send('x');
      }),
      settled((done) => {
        const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket`);
        socket.addEventListener('open', () => done('loaded'));
        socket.addEventListener('error', () => done('refused'));
      }),
      settled((done) => {
        const source = new EventSource(`${origin}/events`);
        source.addEventListener('open', () => done('loaded'));
        source.addEventListener('error', () => done('refused'));
      }),
      settled(() => void navigator.sendBeacon(`${origin}/beacon`, 'x')),
      settled(() => void new Worker(`${origin}/worker.js`)),
      element('img', (made) => (made.src = `${origin}/image.png`)),
      element('script', (made) => (made.src = `${origin}/script.js`)),
      element('link', (made) => Object.assign(made, { rel: 'stylesheet', href: `${origin}/style.css` })),
      element('link', (made) => Object.assign(made, { rel: 'prefetch', href: `${origin}/prefetch` })),
      element('link', (made) => Object.assign(made, { rel: 'preconnect', href: `${origin}/preconnect` })),
      element('iframe', (made) => (made.src = `${origin}/frame`)),
      element('object', (made) => (made.data = `${origin}/object`)),
      element('embed', (made) => (made.src = `${origin}/embed`)),
      element('video', (made) => (made.src = `${origin}/video.mp4`)),
    ]);
  }, server.origin);
  expect(server.hits).toEqual([]);
  expect(outcome.slice(0, 5)).toEqual([
    'refused',
    'refused',
    expect.not.stringContaining('loaded'),
    expect.not.stringContaining('loaded'),
    expect.not.stringContaining('loaded'),
  ]);
  await standsFirm(desk);
  server.close();
});

test('the request guard holds on its own, without the content security policy', async ({ desk }) => {
  const server = await listener();
  // Loading from the main process asks no navigation guard and has no page whose policy could say no.
  const outcomes = await desk.app.evaluate(
    async ({ BrowserWindow: Window }, addresses) => {
      const said: string[] = [];
      for (const address of addresses) {
        const window = new Window({ show: false });
        said.push(
          await window.loadURL(address).then(
            () => 'loaded',
            (error: Error) => error.message,
          ),
        );
        window.destroy();
      }
      return said;
    },
    [`${server.origin}/main`, 'file:///etc/hostname', 'app://elsewhere/index.html'],
  );
  for (const outcome of outcomes) expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
  expect(server.hits).toEqual([]);
  await standsFirm(desk);
  server.close();
});

test('WebRTC sends no packet', async ({ desk }) => {
  const socket = createSocket('udp4');
  let packets = 0;
  socket.on('message', () => packets++);
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  await desk.page.evaluate(async (port) => {
    const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
    connection.createDataChannel('x');
    const gathered = new Promise<void>((resolve) =>
      connection.addEventListener('icegatheringstatechange', () => connection.iceGatheringState === 'complete' && resolve()),
    );
    await connection.setLocalDescription(await connection.createOffer());
    await Promise.race([gathered, new Promise((resolve) => setTimeout(resolve, 3000))]);
    connection.close();
  }, socket.address().port);
  expect(packets).toBe(0);
  socket.close();
  await standsFirm(desk);
});

test('the window cannot be led away, even if requests were let through', async ({ desk }) => {
  const server = await listener();
  await liftRequestGuard(desk);
  const attempts = [
    (origin: string) => void (location.href = `${origin}/href`),
    (origin: string) => location.assign(`${origin}/assign`),
    (origin: string) => location.replace(`${origin}/replace`),
    () => void (location.href = 'file:///etc/passwd'),
    () => void (location.href = 'data:text/html,<h1>led away</h1>'),
    () => void (location.href = 'javascript:document.title="led away"'),
    () => void (location.href = 'app://elsewhere/index.html'),
    (origin: string) => {
      const link = Object.assign(document.createElement('a'), { href: `${origin}/link`, ping: `${origin}/ping` });
      document.body.append(link);
      link.click();
    },
    (origin: string) => {
      const form = Object.assign(document.createElement('form'), { action: `${origin}/form`, method: 'post' });
      document.body.append(form);
      form.submit();
    },
    (origin: string) => {
      const meta = Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: `0; url=${origin}/meta` });
      document.head.append(meta);
    },
  ];
  for (const attempt of attempts) {
    await desk.page.evaluate(attempt, server.origin).catch(() => undefined);
    await desk.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
    expect(desk.page.url(), attempt.toString()).toMatch(/^app:\/\/holdfast\//);
    expect(await desk.page.evaluate(() => document.title), attempt.toString()).toBe('Holdfast');
  }
  expect(server.hits).toEqual([]);
  await standsFirm(desk);
  server.close();
});

test('no window can be opened and no frame or webview embedded', async ({ desk }) => {
  const server = await listener();
  const opened = await desk.page.evaluate((origin) => {
    const link = Object.assign(document.createElement('a'), { href: `${origin}/blank`, target: '_blank' });
    document.body.append(link);
    link.click();
    return [`${origin}/open`, 'about:blank', location.href, 'file:///etc/passwd'].map((address) => window.open(address) === null);
  }, server.origin);
  expect(opened).toEqual([true, true, true, true]);

  const embedded = await desk.page.evaluate(async (origin) => {
    for (const address of [`${origin}/frame`, location.href, 'about:blank', 'data:text/html,x'])
      document.body.append(Object.assign(document.createElement('iframe'), { src: address }));
    const webview = document.createElement('webview');
    webview.setAttribute('src', `${origin}/webview`);
    webview.setAttribute('nodeintegration', '');
    document.body.append(webview);
    await new Promise((resolve) => setTimeout(resolve, 800));
    return {
      webview: typeof Reflect.get(webview, 'getWebContentsId'),
      bridges: [...document.querySelectorAll('iframe')].map((frame) => {
        try {
          return typeof Reflect.get(frame.contentWindow ?? {}, 'holdfast');
        } catch {
          return 'closed';
        }
      }),
    };
  }, server.origin);
  expect(embedded.webview).toBe('undefined');
  expect(embedded.bridges).not.toContain('object');
  expect(server.hits).toEqual([]);
  expect(
    await desk.app.evaluate(
      ({ webContents }) => webContents.getAllWebContents().filter((contents) => contents.getType() !== 'window').length,
    ),
  ).toBe(0);
  await standsFirm(desk);
});

test('text never becomes code: no inline script, handler, eval or style', async ({ desk }) => {
  const result = await desk.page.evaluate(async () => {
    const ran: string[] = [];
    Reflect.set(window, 'ran', (how: string) => ran.push(how));
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'ran("inline")';
    document.body.append(script);
    const image = document.createElement('div');
    image.innerHTML = '<img src="data:," onerror="ran(\'handler\')"><svg onload="ran(\'svg\')"></svg><style>body{--leak:1}</style>';
    document.body.append(image);
    document.body.append(Object.assign(document.createElement('script'), { src: 'data:text/javascript,ran("data")' }));
    document.body.append(Object.assign(document.createElement('script'), { src: URL.createObjectURL(new Blob(['ran("blob")'])) }));
    // In a task of its own: a debugger's call is allowed what the page is not.
    await new Promise<void>((resolve) => {
      setTimeout(() => {
        for (const attempt of [
          () => (0, eval)('ran("eval")'),
          () => new Function('ran("Function")')(),
          () => setTimeout('ran("timeout")', 0),
        ]) {
          try {
            attempt();
          } catch {
            continue;
          }
        }
        setTimeout(resolve, 500);
      });
    });
    return { ran, violations, leak: getComputedStyle(document.body).getPropertyValue('--leak') };
  });
  expect(result.ran).toEqual([]);
  expect(result.leak).toBe('');
  expect(result.violations).toEqual(expect.arrayContaining(['script-src-elem', 'script-src-attr', 'script-src', 'style-src-elem']));
  await standsFirm(desk);
});

test('app:// serves the bundle and nothing beside it', async ({ desk }) => {
  writeFileSync(join(desk.data, 'secret.json'), '{"secret":true}');
  const answers = await desk.app.evaluate(
    async ({ session }, paths) =>
      Promise.all(
        paths.map(async (path) => {
          const answer = await session.defaultSession.fetch(`app://holdfast/${path}`);
          return {
            path,
            status: answer.status,
            policy: answer.headers.get('content-security-policy'),
            leaked: /"secret"|root:|Electron|require\(/.test(await answer.text()),
          };
        }),
      ),
    [
      'index.html',
      '../main/index.cjs',
      '..%2fmain%2findex.cjs',
      '%2e%2e%2f%2e%2e%2fpackage.json',
      '..%5c..%5cpackage.json',
      '../../../../../../etc/passwd',
      '..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
      `..%2f..%2f..%2f..%2f..${encodeURIComponent(join(desk.data, 'secret.json'))}`,
      '%00',
    ],
  );
  const [start, ...rest] = answers;
  expect(start).toMatchObject({ status: 200, leaked: false });
  for (const { path, status, policy, leaked } of rest)
    expect({ path, status, leaked, policy }).toEqual({ path, status: 404, leaked: false, policy: start?.policy });
  expect(start?.policy).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  await standsFirm(desk);
});

test('the page has no Node, no Electron and no permission', async ({ desk }) => {
  const page = await desk.page.evaluate(async () => {
    const permission = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state;
    return {
      globals: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'].filter((name) =>
        Reflect.has(window, name),
      ),
      bridge: Object.keys(Reflect.get(window, 'holdfast') as object).sort(),
      notification: await Notification.requestPermission(),
      granted: (await Promise.all(['geolocation', 'camera', 'microphone', 'clipboard-read', 'midi'].map(permission))).filter(
        (state) => state === 'granted',
      ),
      media: await navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(
        () => 'given',
        () => 'refused',
      ),
      display: await navigator.mediaDevices.getDisplayMedia({ video: true }).then(
        () => 'given',
        () => 'refused',
      ),
      place: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          () => resolve('refused'),
        ),
      ),
      clipboard: await navigator.clipboard.readText().then(
        () => 'given',
        () => 'refused',
      ),
    };
  });
  expect(page).toEqual({
    globals: [],
    bridge: ['call', 'on'],
    notification: 'denied',
    granted: [],
    media: 'refused',
    display: 'refused',
    place: 'refused',
    clipboard: 'refused',
  });
  await standsFirm(desk);
});

test('the bridge cannot be replaced or reached into', async ({ desk }) => {
  const outcome = await desk.page.evaluate(() => {
    const bridge = Reflect.get(window, 'holdfast') as { call: () => unknown };
    const original = bridge.call;
    try {
      bridge.call = () => 'forged';
    } catch {
      // In strict mode a frozen object says no by throwing.
    }
    const constructor = Reflect.get(original, 'constructor') as (code: string) => () => unknown;
    let reached: unknown;
    try {
      reached = constructor('return typeof process')();
    } catch {
      reached = 'refused';
    }
    return { same: bridge.call === original, reached };
  });
  expect(outcome.same).toBe(true);
  expect(['undefined', 'refused']).toContain(outcome.reached);
  await standsFirm(desk);
});

test('the window runs sandboxed and isolated', async ({ desk }) => {
  const preferences = await desk.app.evaluate(({ BrowserWindow: windows }) => {
    const { webContents } = windows.getAllWindows()[0] as BrowserWindow;
    // Electron says what a window really runs with only under this undocumented name.
    return (Reflect.get(webContents, 'getLastWebPreferences') as () => Record<string, unknown>).call(webContents);
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
  await standsFirm(desk);
});

test('a download is not accepted, even if requests were let through', async ({ desk }) => {
  await liftRequestGuard(desk);
  await desk.app.evaluate(({ session }) => {
    const downloads: boolean[] = [];
    Object.assign(globalThis, { downloads });
    // Asked after the app's own guard.
    session.defaultSession.on('will-download', (event) => downloads.push(event.defaultPrevented));
  });
  await desk.page.evaluate(() => {
    for (const href of ['data:text/plain,x', URL.createObjectURL(new Blob(['x']))])
      Object.assign(document.createElement('a'), { href, download: 'x.txt' }).click();
  });
  await expect.poll(() => desk.app.evaluate(() => Reflect.get(globalThis, 'downloads') as boolean[])).toEqual([true, true]);
  await standsFirm(desk);
});

test('a second app on the same data folder gives way to the first', async ({ desk }) => {
  expect(await desk.startAgain()).toBe(0);
  await standsFirm(desk);
});
