import { SavedReports } from '../own/SavedReports';
import { TargetList } from '../own/TargetList';

/** Questions of one's own: saved, sent, and held against a target. */
export default function Own() {
  return (
    <>
      <TargetList />
      <SavedReports />
    </>
  );
}
