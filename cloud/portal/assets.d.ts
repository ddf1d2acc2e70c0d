/** What the build turns into files of their own: style sheets are imported for their effect, pictures for their address. */
declare module '*.module.css' {
  const names: Readonly<Record<string, string>>;
  // The bundler gives the names of a style sheet as its default export.
  export default names;
}
declare module '*.css' {}
declare module '*.svg' {
  const address: string;
  // The bundler gives a picture's address as its default export.
  export default address;
}
