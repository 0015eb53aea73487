import { type Frame, pathIn } from '../pages/frame.js';
import { insuranceWordsIn } from './insurance-words.js';

/** Where the question of money is answered: what one's own plan covers, and which plans places say they take. */
export function InsuranceWays({ frame }: { frame: Frame }) {
  const { list } = insuranceWordsIn(frame.language);
  return (
    <ul className="ways">
      <li>
        <a href={pathIn(frame.language, '/insurance/check')}>{list.check}</a>
      </li>
      <li>
        <a href={pathIn(frame.language, '/insurance')}>{list.full}</a>
      </li>
    </ul>
  );
}
