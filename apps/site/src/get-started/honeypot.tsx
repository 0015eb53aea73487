/** A field no person sees or reaches. */
export function Honeypot({ label, typed = '' }: { label: string; typed?: string }) {
  return (
    <div className="elsewhere" aria-hidden="true">
      <label htmlFor="f-website">{label}</label>
      <input
        id="f-website"
        name="website"
        type="text"
        tabIndex={-1}
        autoComplete="off"
        defaultValue={typed}
      />
    </div>
  );
}
