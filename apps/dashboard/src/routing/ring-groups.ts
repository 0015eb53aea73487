import { useGetList } from 'react-admin';
import type { RingGroupView, RingMember } from '#contract';
import { phoneInWords } from '../words/phone';

/** The ring groups, for those who may see them. */
export function useRingGroups(enabled = true) {
  return useGetList<RingGroupView>(
    'ring-groups',
    { pagination: { page: 1, perPage: 200 }, sort: { field: 'name', order: 'ASC' } },
    { retry: 1, enabled },
  );
}

/** What one chooses members from: a code each. */
export const memberCode = (member: RingMember): string => {
  if (member.kind === 'staff') return member.staffId;
  return member.kind === 'phone' ? member.phone : 'everyone';
};

/** Who rings, in words; colleagues by their names. */
export function memberInWords(member: RingMember, names: ReadonlyMap<string, string>): string {
  if (member.kind === 'everyone') return 'everyone whose phone is on';
  if (member.kind === 'phone') return `${member.label}, ${phoneInWords(member.phone)}`;
  return names.get(member.staffId) ?? 'a former colleague';
}
