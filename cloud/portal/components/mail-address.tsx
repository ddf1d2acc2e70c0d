/** An e-mail address that breaks after its @ where it has to break at all. */
export function MailAddress({ children: address }: { children: string }) {
  const at = address.indexOf('@') + 1;
  return (
    <span className="breakable">
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </span>
  );
}
