// Wrong on purpose: the launcher runs before anything is installed.
import pg from 'pg';

export default pg;
