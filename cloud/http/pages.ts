/** Pages made here: the OpenAPI document to read, and in development the mail that was "sent". No scripts, no inline styles. */
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Parts } from '../parts.ts';
import { Problem } from '../problem.ts';

const STYLE = `:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif;--line:light-dark(#d5d9e0,#343a45)}
body{max-width:60rem;margin:2rem auto;padding:0 1rem;background:light-dark(#fff,#15181e);color:light-dark(#14171d,#e9ebef);overflow-wrap:anywhere}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.5rem;border-bottom:1px solid var(--line);padding-bottom:.3rem}section{margin:1.2rem 0}
a{color:light-dark(#2a4dba,#93aef6)}code,pre{font:13px/1.5 ui-monospace,monospace}
pre{white-space:pre-wrap;padding:.8rem;border:1px solid var(--line);border-radius:6px}
.method{display:inline-block;min-width:4.5rem;font-weight:700}summary{cursor:pointer}`;
const STYLE_PATH = `/pages.${createHash('sha256').update(STYLE).digest('hex').slice(0, 12)}.css`;

/** Text as HTML text: everything that could be markup is escaped. */
function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replaceAll(/[&<>"']/g, (found) => entities[found] ?? '');
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="stylesheet" href="${STYLE_PATH}"></head><body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`;
}

const operationSchema = z.looseObject({
  summary: z.string().optional(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  requestBody: z.unknown().optional(),
  parameters: z.unknown().optional(),
  responses: z.record(z.string(), z.unknown()).optional(),
});
const documentSchema = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) });

/** The document as a page: one section a tag, one entry an operation, schemas folded away. */
function renderReference(document: unknown): string {
  const { paths } = documentSchema.parse(document);
  const byTag = new Map<string, string[]>();
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const json = (name: string, value: unknown): string =>
        value === undefined ? '' : `<details><summary>${name}</summary><pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre></details>`;
      const text = `<section><p><span class="method">${escapeHtml(method.toUpperCase())}</span> <code>${escapeHtml(path)}</code></p>
<p>${escapeHtml(operation.summary ?? '')}<br>${escapeHtml(operation.description ?? '')}</p>
${json('Parameters', operation.parameters)}${json('Body', operation.requestBody)}${json('Answers', operation.responses)}</section>`;
      const tag = operation.tags?.[0] ?? 'Other';
      byTag.set(tag, [...(byTag.get(tag) ?? []), text]);
    }
  }
  return [...byTag].map(([tag, entries]) => `<h2>${escapeHtml(tag)}</h2>${entries.join('')}`).join('');
}

/** Mail text with its links made clickable. */
function renderMailText(text: string): string {
  return escapeHtml(text).replaceAll(/https?:\/\/[^\s<]+/g, (link) => `<a href="${link}">${link}</a>`);
}

/** Registers the pages; call before `ready`. */
export function registerPages(app: FastifyInstance, parts: Parts): void {
  const hidden = { schema: { hide: true } };
  app.get(STYLE_PATH, hidden, async (_request, reply) => reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable').send(STYLE));
  app.get('/openapi.json', hidden, async () => app.swagger());
  app.get('/api-reference', hidden, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(page('Holdfast cloud: API', `<p>As JSON: <a href="/openapi.json">/openapi.json</a></p>${renderReference(app.swagger())}`)),
  );
  if (parts.config.production) return;
  app.get('/dev/outbox', hidden, async (request, reply) => {
    // Anybody who reaches this page can use every link in it, so it is for this machine only.
    if (!['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '')) throw new Problem('request.not-found');
    const rows = await parts.database.platform.selectFrom('platform.mail').selectAll().orderBy('queued_at', 'desc').limit(100).execute();
    const items = rows.map((row) => {
      const body = row.sealed_body === null ? '' : renderMailText(parts.mail.open(row.sealed_body));
      return `<section><h2>${escapeHtml(row.subject)}</h2><p>To ${escapeHtml(row.recipient)}, ${row.queued_at.toISOString().slice(0, 19).replace('T', ' ')} UTC</p><pre>${body}</pre></section>`;
    });
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page('Outbox (development)', items.join('') || '<p>No mail yet.</p>'));
  });
}
