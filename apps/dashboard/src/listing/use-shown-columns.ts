import { useStore } from 'react-admin';
import type { Column } from './column';

/** Which columns a person sees; their choice is a preference of theirs. */
export function useShownColumns<T>(resource: string, columns: readonly Column<T>[]) {
  const usual = columns.filter((column) => !column.quiet).map((column) => column.key);
  const [keys, choose] = useStore<string[]>(`${resource}.columns`, usual);
  const chosen = Array.isArray(keys) && keys.length > 0 ? keys : usual;
  const toggle = (key: string) =>
    choose(chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key]);
  return {
    shown: columns.filter((column) => chosen.includes(column.key)),
    chosen,
    usual,
    choose,
    toggle,
  };
}
