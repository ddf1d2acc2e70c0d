/**
 * What the page may load: its own files, and data: pictures. No inline script or style, no eval, no connection to anywhere,
 * no frame in it and none around it. There is no looser variant for development: the app always runs from its built files.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
