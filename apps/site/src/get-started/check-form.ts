import { HelpRequest, type Language } from '#contract';
import { checkIn } from '../words/words.js';
import { type FormFields, fieldOfPath } from './form-fields.js';

/** Field name → sentence for the visitor, in their language. */
export type FormErrors = Readonly<Record<string, string>>;

export type CheckedForm = { request: HelpRequest } | { errors: FormErrors };

/** Checks a whole form. Every field that is wrong is named once. */
export function checkForm(form: FormFields, language: Language): CheckedForm {
  const raw = form.toRequest();
  const result = HelpRequest.safeParse(raw);
  if (result.success) return { request: result.data };
  const errors: Record<string, string> = {};
  for (const issue of [...result.error.issues, ...contactIssues(raw)]) {
    const field = fieldOfPath(issue.path.join('.'));
    errors[field] ??= checkIn(language, issue.message);
  }
  return { errors };
}

/** Only what concerns these fields; a step asks no more than it shows. */
export function errorsOf(checked: CheckedForm, fields: readonly string[]): FormErrors {
  if (!('errors' in checked)) return {};
  return Object.fromEntries(
    Object.entries(checked.errors).filter(([field]) => fields.includes(field)),
  );
}

/** "A phone or an e-mail" is asked of the whole request; said at once, also while a name is missing. */
function contactIssues(raw: Record<string, unknown>) {
  const { phone, email } = raw;
  const result = HelpRequest.safeParse({ name: '-', phone, email });
  return result.success ? [] : result.error.issues;
}
