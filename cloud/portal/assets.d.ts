/** What the build turns into files of their own: style sheets are imported for their effect, pictures for their address. */
declare module '*.css' {}
declare module '*.svg' {
  const address: string;
  // The bundler gives a picture's address as its default export.
  export default address;
}
