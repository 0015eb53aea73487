/** A number as people read it: `(888) 555-0100`; one outside North America as it is. Null stays null. */
export function phoneWords(phone: string | null): string | null {
  const parts = phone === null ? null : /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : phone;
}
