/** A US number the way people read it: (512) 555-0100. Anything else stays as it is. */
export function phoneInWords(value: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(value);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : value;
}
