import { useState } from 'react';

/** The values of a small form and the desk's sentence for each field it refused. */
export interface Fields<T> {
  values: T;
  set: (patch: Partial<T>) => void;
  setErrors: (errors: Record<string, string>) => void;
  errors: Record<string, string>;
  /** Everything a text field needs to show and change one value. */
  text: (name: keyof T & string) => {
    name: string;
    value: string;
    error: boolean;
    helperText: string | undefined;
    onChange: (event: { target: { value: string } }) => void;
  };
}

export function useFields<T extends object>(initial: T): Fields<T> {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const set = (patch: Partial<T>) => setValues((before) => ({ ...before, ...patch }));
  return {
    values,
    set,
    errors,
    setErrors,
    text: (name) => ({
      name,
      value: String(values[name] ?? ''),
      error: errors[name] !== undefined,
      helperText: errors[name],
      onChange: (event) => set({ [name]: event.target.value } as Partial<T>),
    }),
  };
}
