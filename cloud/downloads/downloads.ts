/** The installers in the downloads folder: their list, and the files themselves. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { downloadListSchema } from '../contract/downloads.ts';
import type { downloadSchema } from '../contract/downloads.ts';
import { publicRoute } from '../http/route.ts';
import type { Route } from '../http/route.ts';

type Download = z.output<typeof downloadSchema>;

/** Names are ours to choose, so what does not look like an installer is not offered. */
const INSTALLER = /^[A-Za-z0-9][A-Za-z0-9._ -]*\.(exe|msi|dmg|AppImage|deb|rpm)$/;
const PLATFORMS: Record<string, Download['platform']> = { exe: 'windows', msi: 'windows', dmg: 'macos', AppImage: 'linux', deb: 'linux', rpm: 'linux' };

/** The installers of a folder, by name; an absent folder has none. */
async function listDownloads(folder: string | null): Promise<Download[]> {
  if (folder === null) return [];
  const names = (await readdir(folder).catch(() => [])).filter((name) => INSTALLER.test(name)).toSorted();
  const found = await Promise.all(
    names.map(async (file): Promise<Download[]> => {
      const info = await stat(join(folder, file));
      const platform = PLATFORMS[file.split('.').at(-1) ?? ''];
      if (!info.isFile() || platform === undefined) return [];
      return [{ file, platform, size: info.size, url: `/downloads/${encodeURIComponent(file)}` }];
    }),
  );
  return found.flat();
}

export function downloadRoutes(folder: string | null): Route[] {
  return [
    publicRoute(
      { method: 'GET', url: '/api/downloads', summary: 'Installers of the desktop app', tag: 'Downloads', response: downloadListSchema },
      async () => ({ downloads: await listDownloads(folder) }),
    ),
  ];
}

/** Serves the listed files, as attachments. */
export async function registerDownloads(app: FastifyInstance, folder: string | null): Promise<void> {
  if (folder === null) return;
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/downloads/',
    decorateReply: false,
    index: false,
    list: false,
    dotfiles: 'deny',
    allowedPath: (path) => INSTALLER.test(path.replace(/^\//, '')),
    setHeaders: (reply) => void reply.header('content-disposition', 'attachment'),
  });
}
